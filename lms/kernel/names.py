"""Names that people give to things: when two are the same, and the word for a name in an address."""

import re
import unicodedata
from collections.abc import Collection

from lms.kernel.chance import new_uid

LONGEST_SLUG = 100
LONGEST_KEY = 200


def name_key(name: str) -> str:
    """Return what two names have in common when people would call them the same: no case, no spare white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:LONGEST_KEY]


def slug_of(name: str, taken: Collection[str] = ()) -> str:
    """Return a name as one word for an address, with a number behind it while that word is ``taken``.

    A name without a single letter or digit that an address can hold gets a random word.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or new_uid(8)
    if word not in taken:
        return word
    return next(each for number in range(2, len(taken) + 3) if (each := f"{word}-{number}") not in taken)
