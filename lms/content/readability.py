"""How hard a Dutch text is to read: sentences, words, syllables, and Flesch's measure as Douma fitted it to Dutch.

Flesch-Douma = 206.84 - 0.93 x words per sentence - 77 x syllables per word. Higher is easier; 60 is plain, 75 easy.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from pyphen import Pyphen

# A sentence ends at . ! ? or …, with closing quotes; after a colon, what begins with a capital or a quote is a new one.
END = re.compile(r"""(?<=[.!?…])["'”’»)]*\s+|:\s+(?=["'“‘«]?[A-ZÀ-Ý])""")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

VOWELS = re.compile(r"[aeiouyáàäâéèëêíìïîóòöôúùüû]+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text; the end of a line ends a sentence too."""
    found = (sentence.strip() for line in text.splitlines() for sentence in END.split(line))
    return [sentence for sentence in found if WORD.search(sentence)]


def words(text: str) -> list[str]:
    """Return the words of a plain text; a number is a word."""
    return WORD.findall(text)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Return the number of syllables: hyphenation patterns or groups of vowels, whichever finds more.

    The patterns never part a first single vowel (``o-ver``); groups of vowels never part ``be-ant-woor-den``.
    """
    lower = word.lower()
    return max(len(_dutch().positions(lower)) + 1, len(VOWELS.findall(lower)))


def flesch_douma(texts: Iterable[str]) -> float | None:
    """Return how easy texts are to read together; None when they hold no words."""
    found = [sentence for text in texts for sentence in sentences(text)]
    counted = [word for sentence in found for word in words(sentence)]
    if not counted:
        return None
    per_word = sum(syllables(word) for word in counted) / len(counted)
    return 206.84 - 0.93 * len(counted) / len(found) - 77 * per_word


@lru_cache(maxsize=1)
def _dutch() -> Pyphen:
    return Pyphen(lang="nl", left=1, right=1)
