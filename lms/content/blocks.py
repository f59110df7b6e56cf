"""The blocks of a part, as they are read from a package and as they are stored in the database.

Strings named ``html`` (and every other string that says so) are rendered and sanitised; they may be shown as they are.
Where a block came from does not count when blocks are compared, and is not stored.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from lms.content.stored import Stored

SCHEMA = 1
END = "einde"  # the turn key that leads to the ending of a scenario
OTHER = "*"  # the key of the explanation for any other answer
OF_SOME_STYLES = frozenset({"unit", "tolerance", "low", "high", "points"})


class UnknownSchema(ValueError):
    """Stored blocks were written by a version of Kringwijs that this one does not know."""


@dataclass(frozen=True, kw_only=True)
class Block(Stored):
    """One thing on the screen; ``kind`` is the name of its fence (``text`` has none)."""

    kind: ClassVar[str]

    def to_json(self) -> dict[str, Any]:
        """Return the block with its kind first."""
        return {"kind": self.kind, **super().to_json()}


@dataclass(frozen=True, kw_only=True)
class Text(Block):
    """Running prose."""

    kind: ClassVar[str] = "text"
    html: str


@dataclass(frozen=True, kw_only=True)
class Picture(Block):
    """A picture of the package; ``file`` is its path there, ``caption`` is HTML and may be empty."""

    kind: ClassVar[str] = "picture"
    file: str
    alt: str
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Quote(Block):
    """Words of a person in an example; ``who`` is plain text."""

    kind: ClassVar[str] = "quote"
    who: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Callout(Block):
    """A text apart; ``tone`` is ``tip``, ``info`` or ``let-op``."""

    kind: ClassVar[str] = "callout"
    tone: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Source(Stored):
    """Where a fact comes from, in plain text; readers see publisher and year (``z.j.`` is no year)."""

    key: str
    publisher: str
    title: str
    year: str
    site: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact(Block):
    """A claim with its sources and the date before which an editor checks it again."""

    kind: ClassVar[str] = "fact"
    nested: ClassVar[Mapping[str, Any]] = {"sources": Source.from_json, "check_before": date.fromisoformat}
    uid: str
    html: str
    sources: tuple[Source, ...]
    check_before: date | None

    def is_due(self, today: date) -> bool:
        """Return whether an editor should have checked it again by ``today``."""
        return self.check_before is not None and self.check_before <= today


@dataclass(frozen=True, kw_only=True)
class Answer(Stored):
    """One answer with its own explanation (inline HTML both).

    ``right``: whether it is a right answer (``one``, ``several``, ``true-false``, ``short``).
    ``partner``: the right-hand side of a pair (``match``).  ``order`` keeps the answers in their right order.
    To ``number`` there is one, the right value; to ``scale`` each stands for a range of points (``1-2``).
    """

    text: str
    explanation: str
    right: bool = True
    partner: str = ""

    @property
    def key(self) -> str:
        """A name for forms and attempts that follows the text and gives no order away."""
        return _key(self.text)

    @property
    def partner_key(self) -> str:
        """The same for the right-hand side."""
        return _key(self.partner)


@dataclass(frozen=True, kw_only=True)
class Question(Block):
    """A question; ``style`` is one of :data:`lms.content.enums.STYLES`.

    ``otherwise`` is the explanation for every other answer to a ``short`` or ``number`` question.
    ``unit`` and ``tolerance`` (how far off is right too) belong to ``number``; ``low``, ``high`` (the names of both
    ends) and ``points`` to ``scale``, to which no answer is better than another.
    """

    kind: ClassVar[str] = "question"
    nested: ClassVar[Mapping[str, Any]] = {"answers": Answer.from_json}
    uid: str
    style: str
    prompt: str
    answers: tuple[Answer, ...]
    otherwise: str = ""
    unit: str = ""
    tolerance: str = ""
    low: str = ""
    high: str = ""
    points: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the question; what only some styles have is left out of the others."""
        return {name: value for name, value in super().to_json().items() if value or name not in OF_SOME_STYLES}


@dataclass(frozen=True, kw_only=True)
class Reflect(Block):
    """A question whose answer is only for the person who writes it."""

    kind: ClassVar[str] = "reflect"
    uid: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Assignment(Block):
    """Something to do in the neighbourhood; ``title`` is plain text."""

    kind: ClassVar[str] = "assignment"
    uid: str
    title: str
    minutes: int | None
    html: str


@dataclass(frozen=True, kw_only=True)
class Choice(Stored):
    """What you could say (inline HTML), the turn it leads to, what happens then and what it did to the contact."""

    text: str
    to: str
    then: str
    contact: str


@dataclass(frozen=True, kw_only=True)
class Turn(Stored):
    """What the other says or does now, and three choices."""

    nested: ClassVar[Mapping[str, Any]] = {"choices": Choice.from_json}
    key: str
    html: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Ending(Stored):
    """The closing question of a scenario; the answer is a sentence for the writer alone."""

    uid: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Scenario(Block):
    """A short conversation; it begins at the first turn, and :data:`END` leads to the ending."""

    kind: ClassVar[str] = "scenario"
    nested: ClassVar[Mapping[str, Any]] = {"turns": Turn.from_json, "ending": Ending.from_json}
    uid: str
    title: str
    html: str
    turns: tuple[Turn, ...]
    ending: Ending | None

    def turn(self, key: str) -> Turn:
        """Return the turn with this key; raise KeyError for any other."""
        return {turn.key: turn for turn in self.turns}[key]


def block_from_json(data: Mapping[str, Any]) -> Block:
    """Build one block from its stored form."""
    return BLOCKS[data["kind"]].from_json(data)


@dataclass(frozen=True, kw_only=True)
class Easy(Block):
    """The easy twin of a part: text, one picture and one question; without ``minutes`` its length tells them."""

    kind: ClassVar[str] = "easy"
    nested: ClassVar[Mapping[str, Any]] = {"blocks": block_from_json}
    uid: str
    blocks: tuple[Block, ...]
    minutes: int | None = None


BLOCKS: Mapping[str, type[Block]] = {
    block.kind: block for block in (Text, Picture, Quote, Callout, Fact, Question, Reflect, Assignment, Scenario, Easy)
}


def to_json(blocks: Iterable[Block]) -> dict[str, Any]:
    """Return blocks as they are stored, with the version of that form."""
    return {"schema": SCHEMA, "blocks": [block.to_json() for block in blocks]}


def from_json(data: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return stored blocks; raise :class:`UnknownSchema` for a form this version does not know."""
    if data.get("schema") != SCHEMA:
        raise UnknownSchema(f"blocks are stored in form {data.get('schema')!r}; this version knows {SCHEMA}")
    return tuple(block_from_json(item) for item in data["blocks"])


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every block, also those inside an easy twin, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Easy):
            yield from walk(block.blocks)


def normal(answer: str) -> str:
    """Return a short answer as it is compared: capitals, accents, full stops and extra spaces do not count."""
    letters = unicodedata.normalize("NFKD", answer.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter != ".")
    return " ".join(kept.split())


def points_in(said: str) -> range:
    """Return the points of a scale that ``3`` or ``1-2`` stands for; none when it says something else."""
    first, dash, last = said.partition("-")
    if not all(each.isascii() and each.isdigit() for each in (first, last or first)) or (dash and not last):
        return range(0)
    return range(int(first), int(last or first) + 1) if int(first) else range(0)


def _key(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:10]
