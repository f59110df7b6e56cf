"""The table of contents of one version of a module: everything that pages, progress and certificates need of it.

It is kept as one JSON value in the version, so a page reads it in one row and a published version cannot change.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self

from lms.training.enums import Twin

#: Who learns by listening and talking: the written quiz and the assignments are open to them, and never asked.
BY_EAR = frozenset({"key_person"})


def asks_writing(audiences: frozenset[str]) -> bool:
    """Return whether quiz and assignments are asked of somebody who reads as ``audiences``."""
    return not audiences <= BY_EAR


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """Something to do in the neighbourhood, as listed."""

    uid: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PartLine:
    """One screen, as listed.

    ``version``: the text readers get.  ``renewed``: the last text that is more than a mended word.
    ``since``: the serial of the module version it first stood in.
    ``easy_minutes``: what the easy twin takes; 0 when there is none, or when the version is older than this number.
    """

    uid: str
    slug: str
    title: str
    minutes: int
    audiences: tuple[str, ...]
    easy: bool
    version: int
    renewed: int
    since: int
    assignments: tuple[AssignmentLine, ...] = ()
    easy_minutes: int = 0

    def minutes_in(self, twin: Twin) -> int:
        """Return what the text takes that somebody reads."""
        return self.easy_minutes or self.minutes if twin is Twin.EASY else self.minutes

    def is_for(self, audiences: frozenset[str]) -> bool:
        """Return whether somebody who reads as one of ``audiences`` is asked to do this part."""
        return not audiences.isdisjoint(self.audiences)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build it again from its stored form."""
        tasks = tuple(AssignmentLine(**line) for line in data["assignments"])
        return cls(**{**data, "audiences": tuple(data["audiences"]), "assignments": tasks})


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One lesson, as listed."""

    uid: str
    slug: str
    title: str
    summary: str
    parts: tuple[PartLine, ...]

    @property
    def minutes(self) -> int:
        """The net learning time of its parts, without assignments."""
        return sum(part.minutes for part in self.parts)


@dataclass(frozen=True, slots=True)
class QuizLine:
    """The final quiz, as listed; ``pass_mark`` is a percentage, ``digest`` that of quiz and bank."""

    uid: str
    title: str
    draw: int
    pass_mark: int
    minutes: int
    intro: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of facts in this module, for readers."""

    publisher: str
    title: str
    year: str
    site: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What one version of a module holds, in reading order."""

    lessons: tuple[LessonLine, ...]
    quiz: QuizLine | None = None
    sources: tuple[SourceLine, ...] = ()

    @property
    def parts(self) -> tuple[PartLine, ...]:
        """All parts in reading order, for every audience."""
        return tuple(part for lesson in self.lessons for part in lesson.parts)

    def places(self) -> Iterator[tuple[LessonLine, PartLine]]:
        """Give every part with its lesson, in reading order."""
        for lesson in self.lessons:
            for part in lesson.parts:
                yield lesson, part

    def place_of(self, uid: str) -> tuple[LessonLine, PartLine] | None:
        """Return the part with this uid and its lesson, or nothing when it is not in this version."""
        return next((place for place in self.places() if place[1].uid == uid), None)

    def place_with(self, assignment: str) -> tuple[LessonLine, PartLine] | None:
        """Return the part that holds the assignment with this uid, and its lesson."""
        holds = (place for place in self.places() if any(task.uid == assignment for task in place[1].assignments))
        return next(holds, None)

    def to_json(self) -> dict[str, Any]:
        """Return what :meth:`from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build it again from its stored form."""
        lessons = tuple(
            LessonLine(**{**line, "parts": tuple(PartLine.from_json(part) for part in line["parts"])})
            for line in data["lessons"]
        )
        quiz = QuizLine(**data["quiz"]) if data["quiz"] else None
        return cls(lessons, quiz, tuple(SourceLine(**line) for line in data["sources"]))
