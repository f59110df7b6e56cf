"""Random names for things that stand in addresses, logs and links, and random draws."""

import secrets
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
#: What each byte becomes: every letter as often as every other.
_LETTERS = [ALPHABET[byte % 32] if byte % 32 < len(ALPHABET) else "" for byte in range(256)]


def new_uid(length: int = 16) -> str:
    """Return a random id without look-alike letters; 16 characters hold 79 bits."""
    found = ""
    while len(found) < length:  # of 32 values of a byte 31 are letters; the one that is left is thrown again
        found += "".join(_LETTERS[byte] for byte in secrets.token_bytes(length))
    return found[:length]


def new_digits(count: int) -> str:
    """Return so many random digits, as text: for numbers that people read out."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def new_token() -> str:
    """Return a secret for a link; 256 bits."""
    return secrets.token_urlsafe(32)


def drawn(things: Sequence[T], count: int) -> list[T]:
    """Return ``count`` of the things in a random order, each at most once; all of them when there are fewer."""
    return secrets.SystemRandom().sample(things, min(count, len(things)))
