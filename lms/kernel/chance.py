"""Random names for things that stand in addresses, logs and links."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_uid(length: int = 16) -> str:
    """Return a random id without look-alike letters; 16 characters hold 79 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_token() -> str:
    """Return a secret for a link; 256 bits."""
    return secrets.token_urlsafe(32)
