"""A content package as read from a folder, before it meets the database.

Every digest is taken over everything a sync stores of that thing (its children have their own), so a retitled, renamed,
reordered or moved part is an update. Identity is the uid; names of files and folders only give order and address.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Any, ClassVar

from lms.content import blocks
from lms.content.blocks import Block, Easy, Question
from lms.content.problems import Origin
from lms.content.stored import nowhere, plain


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something with an identity of its own in a plan; ``apart`` names the fields that are kept elsewhere."""

    apart: ClassVar[frozenset[str]] = frozenset()
    uid: str
    origin: Origin = nowhere()

    def stored(self) -> dict[str, Any]:
        """Return everything a sync stores of this item itself, as JSON knows it."""
        left_out = {"origin", *self.apart}
        return {item.name: plain(getattr(self, item.name)) for item in fields(self) if item.name not in left_out}

    @property
    def digest(self) -> str:
        """A fingerprint of everything a sync stores."""
        text = json.dumps(self.stored(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class PartText(Item):
    """One screen: front matter, blocks, and the Markdown ``source`` they were read from, byte for byte."""

    lesson: str
    position: int
    slug: str
    title: str
    minutes: int
    audiences: tuple[str, ...]
    blocks: tuple[Block, ...]
    source: str

    @property
    def file(self) -> str:
        """The name of the file in the folder of its lesson."""
        return f"{self.position}-{self.slug}.md"

    @property
    def body(self) -> dict[str, Any]:
        """The blocks as they are stored in the database (:func:`lms.content.blocks.from_json` reads them)."""
        return blocks.to_json(self.blocks)

    @property
    def easy(self) -> Easy | None:
        """The easy twin, when the part has one."""
        return next((block for block in self.blocks if isinstance(block, Easy)), None)


@dataclass(frozen=True, kw_only=True)
class LessonText(Item):
    """A lesson: its line in the manifest and its folder of parts."""

    apart: ClassVar = frozenset({"parts"})
    package: str
    position: int
    slug: str
    title: str
    summary: str
    parts: tuple[PartText, ...]

    @property
    def folder(self) -> str:
        """The name of the folder in its package."""
        return f"{self.position}-{self.slug}"


@dataclass(frozen=True, kw_only=True)
class QuizText(Item):
    """The final quiz: how many questions are drawn, the pass mark in percents, and the bank."""

    package: str
    title: str
    draw: int
    pass_mark: int
    minutes: int
    intro: tuple[Block, ...]
    questions: tuple[Question, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class Media(Item):
    """A file of the package (``media/…``); its uid is made of the package's uid and that path."""

    apart: ClassVar = frozenset({"content"})
    package: str
    file: str
    content_type: str
    sha256: str
    width: int | None
    height: int | None
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Package(Item):
    """A folder with a manifest (``source``, byte for byte; ``lines`` of its keys), lessons, a quiz and media.

    ``steps`` are the steps of action cards it belongs to: ``step``, or ``programme/step`` for one programme alone.
    """

    apart: ClassVar = frozenset({"lessons", "quiz", "media", "lines", "valid_months"})  # its line is in the source
    slug: str
    position: int | None = None
    valid_months: int | None = None
    title: str
    summary: str
    language: str
    audiences: tuple[str, ...]
    level: str
    minutes: int
    goals: tuple[str, ...]
    steps: tuple[str, ...]
    status: str
    version: str
    change: str
    reason: str
    lessons: tuple[LessonText, ...]
    quiz: QuizText | None
    media: tuple[Media, ...]
    source: str
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def at(self, key: str) -> Origin:
        """Return where the manifest says something, or its beginning."""
        return Origin(self.origin.file, self.lines.get(key, self.origin.line))

    @property
    def parts(self) -> tuple[PartText, ...]:
        """All parts in reading order."""
        return tuple(part for lesson in self.lessons for part in lesson.parts)

    def items(self) -> Iterator[Item]:
        """Give the package itself and everything in it that a plan counts, owners before what they own."""
        yield self
        for lesson in self.lessons:
            yield lesson
            yield from lesson.parts
        if self.quiz:
            yield self.quiz
        yield from self.media

    @property
    def digests(self) -> dict[str, str]:
        """The digest of every item by uid."""
        return {item.uid: item.digest for item in self.items()}
