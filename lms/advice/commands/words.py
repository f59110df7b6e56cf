"""What people type, cut to size: how advice is called in lists."""

import re

from flask_babel import gettext as _

from lms.advice.models.advice import LONGEST_TITLE
from lms.kernel.dutch_stems import stems_of, telling, words_of
from lms.kernel.refusal import Refusal

_END = re.compile(r"(?<=[.!?])\s")
LONGEST_HEADLINE = 120
MOST_STEMS = 200


def headline(text: str) -> str:
    """Return the first sentence, or its beginning when it is long."""
    first = _END.split(" ".join(text.split()), maxsplit=1)[0]
    if len(first) <= LONGEST_HEADLINE:
        return first[:LONGEST_TITLE]
    return first[: LONGEST_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def stems(text: str) -> str:
    """Return the stems of the words that tell something, each once, as advice keeps them."""
    found = (stem for word in telling(words_of(text)) for stem in stems_of(word))
    return " ".join(sorted(dict.fromkeys(found))[:MOST_STEMS])


def cleaned(text: str, longest: int, missing: str, field: str) -> str:
    """Return what was typed without white space around it; refuse nothing, and more than fits."""
    text = text.strip()
    if not text:
        raise Refusal(missing, field)
    if len(text) > longest:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=longest), field)
    return text
