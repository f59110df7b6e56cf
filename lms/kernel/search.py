"""The search index: one entry for each thing that can be found, and who may find it.

An entry carries scope keys (`public`, `signed-in`, `wijk:x`); a searcher brings the keys they hold, and one statement
finds words and right together. What must stay confidential is never put in. Words, scopes and kinds are stored as
tokens; the full-text table of each database follows by triggers. Order: every word in the title, then every word there
as the beginning of a longer one (`luister`, Luistergesprek), then some, then none; within these the newest entry first.
So both databases give the same answers.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    delete,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel import search_postgresql, search_sqlite
from lms.kernel.db import Base, db
from lms.kernel.dutch_stems import WORD, folded, stems_of, telling, words_of
from lms.kernel.search_expression import All, Any, Begins, Expression, Without, tokens

ENGINES = {"sqlite": search_sqlite, "postgresql": search_postgresql}
MOST_WORDS = 8  # of a search
MOST_TOKENS = 20_000  # of an entry
BEFORE, LENGTH, LOOKED_AT = 60, 200, 20_000  # signs of an excerpt
NO_LIMIT = 2**31 - 1
TIERS = (3, 2, 1, 0)
SHORTEST_BEGINNING = 4  # signs of a stem that may be the beginning of a longer word in a title


class SearchEntry(Base):
    """One thing that can be found: its words, and its tokens for the full-text table."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; ``hit`` when it is one of the words looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Found:
    """One answer, with an excerpt round the first word that was looked for."""

    kind: str
    key: str
    title: str
    url: str
    language: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True)
class Answers:
    """A page of answers; ``after`` asks for the next page, and is nothing on the last."""

    found: tuple[Found, ...] = ()
    after: str | None = None


def put(kind: str, key: str, *, title: str, text: str, url: str, scopes: Collection[str], language: str = "nl") -> None:
    """Make a thing findable for who holds one of the scopes; the same kind and key replaces, and unchanged is free."""
    values = {"title": title[:300], "text": text, "url": url, "language": language}
    values["words"] = _tokens_of_entry(kind, title, text, scopes)
    entry = db.session.scalars(select(SearchEntry).where(*_same(kind, key))).one_or_none()
    if entry is None:
        db.session.add(SearchEntry(kind=kind, key=key, **values))
    else:
        for name, value in values.items():
            if getattr(entry, name) != value:
                setattr(entry, name, value)
    db.session.flush()


def drop(kind: str, key: str) -> None:
    """Make a thing unfindable."""
    db.session.execute(delete(SearchEntry).where(*_same(kind, key)))


def search(
    words: str, *, scopes: Collection[str], kinds: Collection[str] = (), limit: int = 20, after: str | None = None
) -> Answers:
    """Return what holds all the words, in their stems, and may be found by who holds these scopes.

    ``words`` is what a person typed: nothing in it is an operator. ``kinds`` narrows; empty means all.
    """
    asked = asked_words(words)
    found = hits(words, scopes=scopes, kinds=kinds, after=after, limit=limit + 1)
    if found is None:
        return Answers()
    question = select(SearchEntry, found.c.tier).join(found, found.c.id == SearchEntry.id)
    rows = db.session.execute(question.order_by(found.c.tier.desc(), found.c.id.desc()).limit(limit + 1)).all()
    stems = frozenset().union(*map(stems_of, asked))
    more = place(rows[limit - 1].tier, rows[limit - 1][0].id) if len(rows) > limit else None
    return Answers(tuple(_answer(row[0], stems) for row in rows[:limit]), more)


def hits(
    words: str,
    *,
    scopes: Collection[str],
    kinds: Collection[str] = (),
    after: str | None = None,
    limit: int = NO_LIMIT,
    where: Sequence[ColumnElement[bool]] = (),
) -> CTE | None:
    """Return what :func:`search` finds as rows of (id, key, tier), or nothing when no word was asked that tells.

    For a list that joins it in the same statement: order by tier and id, both downwards, and go on ``after`` the
    :func:`place` of the last row. ``where`` narrows by :attr:`SearchEntry.key`: then the database stops at the limit,
    instead of bringing everything that holds a common word.
    """
    asked = asked_words(words)
    if not asked or not scopes:
        return None
    searches = _tiers([stems_of(word) for word in asked], right_of(scopes, kinds), after)
    return branches(searches, limit=limit, where=where).cte("hits").prefix_with("MATERIALIZED")


def branches(
    searches: Mapping[int, tuple[Expression, int]], *, limit: int, where: Sequence[ColumnElement[bool]] = ()
) -> CompoundSelect[tuple[int, str, int]]:
    """Return the newest entries that each search finds before a number, as rows of (id, key, tier)."""
    engine = ENGINES[db.engine.dialect.name]
    number = engine.NUMBER

    def branch(tier: int, expression: Expression, before: int) -> Select[tuple[int, str, int]]:
        name = f"match_{tier}"
        matches = text(engine.MATCHES.format(name=name)).bindparams(**{name: engine.written(expression)})
        told = select(SearchEntry.id, SearchEntry.key, literal_column(str(tier), Integer).label("tier"))
        there = told.join_from(engine.TEXT, SearchEntry, SearchEntry.id == number)
        found = there.where(matches, number < before, *where).order_by(number.desc()).limit(limit)
        return found.subquery().select()

    return union_all(*(branch(tier, *asked) for tier, asked in searches.items()))


def right_of(scopes: Collection[str], kinds: Collection[str]) -> list[Expression]:
    """Return what must hold besides the words: who may find it, and which kinds were asked."""
    right: list[Expression] = [tokens("s", map(_code, scopes))]
    return right + ([tokens("k", map(_code, kinds))] if kinds else [])


def place(tier: int, number: int) -> str:
    """Return what asks for the answers after this one."""
    return f"{tier}-{number}"


def excerpt(body: str, stems: frozenset[str]) -> tuple[Piece, ...]:
    """Return about two hundred signs round the first word with one of these stems, or the beginning."""
    body = " ".join(body[:LOOKED_AT].split())
    hits = (match.span() for match in WORD.finditer(body) if stems & stems_of(folded(match.group())))
    first = next(hits, (0, 0))
    start = 0 if first[0] <= BEFORE else body.find(" ", first[0] - BEFORE) + 1
    end = len(body) if len(body) <= start + LENGTH else body.rfind(" ", start + 1, start + LENGTH)
    end = max(end, first[1], start + 1) if body else 0
    pieces, at = [Piece("… ")] if start else [], start
    for one, other in (first, *hits):
        if other > end:
            break
        pieces += [Piece(body[at:one]), Piece(body[one:other], hit=True)]
        at = other
    pieces += [Piece(body[at:end]), Piece(" …" if end < len(body) else "")]
    return tuple(piece for piece in pieces if piece.text)


def asked_words(words: str) -> list[str]:
    """Return the words of what a person typed that tell something, folded."""
    return telling(words_of(words[:400]))[:MOST_WORDS]


def _tiers(
    words: list[frozenset[str]], right: list[Expression], after: str | None
) -> dict[int, tuple[Expression, int]]:
    """Return the search of each tier that is still to come, with the entry it goes on before."""
    exact = [tokens("t", stems) for stems in words]
    titled = [Any([*one.parts, *_beginnings(stems)]) for one, stems in zip(exact, words, strict=True)]
    everywhere = All([*(Any([*tokens("w", stems).parts, *_beginnings(stems)]) for stems in words), *right])
    near_title = Any(titled)
    searches: dict[int, Expression] = {
        3: All([*exact, *right]),
        2: Without(All([*titled, *right]), All(exact)),
        1: Without(All([everywhere, near_title]), All(titled)),
        0: Without(everywhere, near_title),
    }
    reached, before = _reached(after)
    nothing_there = {1} if len(words) == 1 else set()
    nothing_there |= {2} if exact == titled else set()
    return {
        tier: (searches[tier], before if tier == reached else NO_LIMIT)
        for tier in TIERS
        if tier <= reached and tier not in nothing_there
    }


def _beginnings(stems: Iterable[str]) -> list[Expression]:
    return [Begins("t" + stem) for stem in sorted(stems) if len(stem) >= SHORTEST_BEGINNING]


def _reached(after: str | None) -> tuple[int, int]:
    tier, _, before = (after or "").partition("-")
    if tier in {"0", "1", "2", "3"} and before.isascii() and before.isdigit() and len(before) <= 10:
        return int(tier), min(int(before), NO_LIMIT)
    return TIERS[0], NO_LIMIT


def _tokens_of_entry(kind: str, title: str, body: str, scopes: Iterable[str]) -> str:
    found = {"k" + _code(kind), *("s" + _code(scope) for scope in scopes)}
    in_title = frozenset().union(*map(stems_of, words_of(title)))
    in_body = frozenset().union(*map(stems_of, words_of(body)))
    found |= {"t" + stem for stem in in_title}
    return " ".join([*sorted(found), *sorted("w" + stem for stem in in_title | in_body)][:MOST_TOKENS])


def _code(name: str) -> str:
    return hashlib.blake2s(name.encode(), digest_size=12).hexdigest()


def _same(kind: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return SearchEntry.kind == kind, SearchEntry.key == key


def _answer(entry: SearchEntry, stems: frozenset[str]) -> Found:
    return Found(entry.kind, entry.key, entry.title, entry.url, entry.language, excerpt(entry.text, stems))
