"""Dutch words brought back to what they share, alike on every database.

The two Dutch stemmers of Snowball each miss what the other knows (`advies` and `adviezen`; `roken` and `gerookt`), so a
word has the stems of both. Accents and capitals do not count.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST = 40
IRREGULAR = {"kinderen": "kind", "kindje": "kind", "gezonde": "gezond", "gezondheid": "gezond", "gezonder": "gezond"}
IRREGULAR |= {word: word for word in ("gezond", "kind", "zon")}
WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    WORD.findall(
        "aan al alle als bij dan dat de den der deze die dit door dus een en er ge had heb hebben heeft het hij hoe hun"
        " ik in is je jij jou jouw kan kun met mij mijn maar me naar niet nog nu of om onder ons onze ook op over te"
        " tot u uit uw van veel voor waar want was wat we wel wie wij word worden wordt ze zich zij zijn zo zou"
    )
)
HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_VOICELESS = {"z": "s", "v": "f"}
_kraaij_pohlmann = snowballstemmer.stemmer("dutch")
_porter = snowballstemmer.stemmer("dutch_porter")


def folded(text: str) -> str:
    """Return the text in small letters without accents; its length may change."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; single letters are left out, and `e-mail` counts as `email` too."""
    plain = folded(text)
    joined = [each.replace("-", "") for each in HYPHENATED.findall(plain)]
    return [word[:LONGEST] for word in WORD.findall(plain) + joined if len(word) > 1 or word.isdigit()]


@lru_cache(maxsize=100_000)
def stems_of(word: str) -> frozenset[str]:
    """Return the one or two stems of a folded word, in plain ASCII letters and digits."""
    if not word.isascii():
        return frozenset({word.encode().hex()[: LONGEST * 2]})
    if word in IRREGULAR:
        return frozenset({IRREGULAR[word]})
    word = re.sub(r"(ee|ie)en$", r"\1", word)  # ideeën, strategieën
    second = _porter.stemWord(word)
    second = second[:-1] + _VOICELESS.get(second[-1:], second[-1:])
    second = re.sub(r"([iu])([ae])\2l$", r"\1\2l", second)  # sociaal, sociale
    return frozenset({_kraaij_pohlmann.stemWord(word) or word, second or word})


def telling(words: list[str]) -> list[str]:
    """Return the words without those that stand in every text, unless nothing else is left; each once."""
    kept = [word for word in dict.fromkeys(words) if word not in STOP_WORDS]
    return kept or list(dict.fromkeys(words))
