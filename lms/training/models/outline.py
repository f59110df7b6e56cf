"""The table of contents of one version of a module: everything that pages, progress and certificates need of it.

It is kept as one JSON value in the version, so a page reads it in one row and a published version cannot change.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
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


@dataclass(frozen=True)
class Outline:
    """What one version of a module holds, in reading order.

    ``once_for``: for whom nothing is left here, with the serial of the last version that was written for them too.
    """

    lessons: tuple[LessonLine, ...]
    quiz: QuizLine | None = None
    sources: tuple[SourceLine, ...] = ()
    once_for: tuple[tuple[str, int], ...] = ()

    @cached_property
    def parts(self) -> tuple[PartLine, ...]:
        """All parts in reading order, for every audience."""
        return tuple(part for lesson in self.lessons for part in lesson.parts)

    def is_for(self, audiences: frozenset[str]) -> bool:
        """Return whether any part is written for somebody who reads as one of ``audiences``."""
        return not self.audiences.isdisjoint(audiences)

    @cached_property
    def audiences(self) -> frozenset[str]:
        """For whom any part is written."""
        return frozenset(audience for part in self.parts for audience in part.audiences)

    def read_as(self, audiences: frozenset[str]) -> frozenset[str]:
        """Return as whom somebody reads here: who looks into a module for others reads it as they do."""
        if self.is_for(audiences):
            return audiences
        return self.audiences

    def asked_as(self, audiences: frozenset[str], began: int | None) -> frozenset[str]:
        """Return as whom somebody is asked things who began at this serial, or did not begin.

        Who began when the module was written for them too, is never asked what is for others.
        """
        if began is not None and any(audience in audiences and began <= serial for audience, serial in self.once_for):
            return audiences
        return self.read_as(audiences)

    def following(self, before: "Outline", serial: int) -> "Outline":
        """Return it as what comes after the version with this serial, which may have been written for more people."""
        once = dict(before.once_for) | {audience: serial for part in before.parts for audience in part.audiences}
        return replace(
            self, once_for=tuple(sorted(each for each in once.items() if not self.is_for(frozenset(each[:1]))))
        )

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
        sources = tuple(SourceLine(**line) for line in data["sources"])
        return cls(lessons, quiz, sources, tuple((audience, serial) for audience, serial in data.get("once_for", ())))
