"""What somebody meant who typed one letter wrong: `luistergesprk` is luistergesprek, on any database alike.

There is no list of words to keep, so none that tells what somebody may not find or that was removed. Everything one
slip away is looked up in the index itself, within the right of who asks; what exists is read back from its entries.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from string import ascii_lowercase

from sqlalchemy import Row, select, text

from lms.kernel.db import db
from lms.kernel.dutch_stems import STOP_WORDS, WORD, folded, stems_of, words_of
from lms.kernel.search import ENGINES, NO_LIMIT, SearchEntry, asked_words, branches, right_of
from lms.kernel.search_expression import All, Any, Begins, Expression, tokens

SHORTEST, LONGEST = 4, 24  # signs of a word with a slip; shorter ones look like everything
MOST = 2  # words with a slip in one search
ENDING = 3  # signs at the end of a word in which a slip hides its stem
READ, SKIMMED = 10, 4_000  # entries that are read for the word as it is written, and signs of each: this costs most
IN_TITLE = 2 * READ + 1  # weighs more than in every text that is read
LINKS = ("en", "e", "er", "s")  # letters that tie two words into one: krachtkaart, krachtenkaart


def meant(words: str, *, scopes: Collection[str], kinds: Collection[str] = ()) -> str:
    """Return the words with their slips mended, or nothing when there are none that this searcher could have meant."""
    asked, right = asked_words(words), right_of(scopes, kinds)
    wrong = _unknown(asked, right) if asked and scopes else []
    if not 0 < len(wrong) <= MOST or any(not _can_slip(word) for word in wrong):
        return ""
    better = {word: _nearest(word, right) for word in wrong}
    if not all(better.values()):
        return ""
    return WORD.sub(lambda found: better.get(folded(found.group()), found.group()), words)


def slips(word: str) -> set[str]:
    """Return all that one slip makes of a word: a letter too many, too few, another one, or two changed about."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {start + rest[1:] for start, rest in parts if rest}
    turned = {start + rest[1] + rest[0] + rest[2:] for start, rest in parts if len(rest) > 1}
    other = {start + letter + rest[1:] for start, rest in parts if rest for letter in ascii_lowercase}
    more = {start + letter + rest for start, rest in parts for letter in ascii_lowercase}
    return (fewer | turned | other | more) - {word}


def linked(word: str) -> set[str]:
    """Return what the word becomes with letters in it that tie two words into one, where both are long enough."""
    places = range(SHORTEST, len(word) - SHORTEST + 1)
    return {word[:at] + link + word[at:] for at in places for link in LINKS}


def _can_slip(word: str) -> bool:
    return word.isascii() and word.isalpha() and SHORTEST <= len(word) <= LONGEST


def _unknown(asked: list[str], right: list[Expression]) -> list[str]:
    """Return the words that nothing holds; one statement."""
    searches = {at: (All([tokens("w", stems_of(word)), *right]), NO_LIMIT) for at, word in enumerate(asked)}
    known = {row.tier for row in db.session.execute(branches(searches, limit=1))}
    return [word for at, word in enumerate(asked) if at not in known]


def _nearest(word: str, right: list[Expression]) -> str:
    """Return the word somebody meant, as it is written in most entries, in titles first; two statements."""
    there = _there(
        {slip for stem in stems_of(word) for slip in slips(stem) | linked(stem) if len(slip) >= SHORTEST - 1}
    )
    start = word[:-ENDING]
    begun = [Begins(start)] if len(start) >= SHORTEST else []
    if not there and not begun:
        return ""

    def marked(with_mark: str) -> Expression:
        return Any([*(with_mark + stem for stem in sorted(there)), *(Begins(with_mark + start) for _one in begun)])

    searches = {at: (All([marked(mark), *right]), NO_LIMIT) for at, mark in enumerate("wt")}
    found = branches(searches, limit=READ).subquery()
    statement = select(SearchEntry.title, SearchEntry.text).where(SearchEntry.id.in_(select(found.c.id)))
    return _best(word, there, db.session.execute(statement))


def _there(stems: set[str]) -> set[str]:
    """Return the stems that any entry holds; who may find it is asked when the entries are read."""
    engine = ENGINES[db.engine.dialect.name]
    tried = {engine.written("w" + stem): stem for stem in stems}
    found = db.session.scalars(text(engine.FOUND).bindparams(tried=json.dumps(list(tried))))
    return {tried[each] for each in found}


def _best(word: str, stems: Collection[str], entries: Iterable[Row[str, str]]) -> str:
    """Return the word one slip away, or else one whose stem is; what stands in a title weighs most, then in most.

    Never a word that stands in every text, or one that is shorter by more than a letter: that is another word.
    """
    counted: Counter[str] = Counter()
    for title, body in entries:
        in_title = set(words_of(title))
        counted.update(dict.fromkeys(set(words_of(body[:SKIMMED])) - in_title, 1) | dict.fromkeys(in_title, IN_TITLE))
    likely = {each for each in counted if len(each) >= len(word) - 1 and each not in STOP_WORDS}
    near, starts = slips(word) | linked(word), tuple(stem[:SHORTEST] for stem in stems)
    nearest = near & likely or {
        each for each in likely if starts and each.startswith(starts) and stems_of(each) & set(stems)
    }
    return min(nearest, key=lambda each: (-counted[each], each), default="")
