"""Content packages and blocks, and how a folder meets the database."""
