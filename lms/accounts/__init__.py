"""People, sign-in, sessions, grants, consent, notices and preferences, personal data."""
