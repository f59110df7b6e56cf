"""One part as it lies before somebody: its text, and what they did with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor, Person
from lms.content import blocks
from lms.content.blocks import Block, Easy, Question, Reflect, Scenario
from lms.kernel.db import db
from lms.training.enums import Twin
from lms.training.models import ModuleAddress, Part, PartVersion, QuestionAnswer, Reflection, ScenarioWalk
from lms.training.models.outline import LessonLine, PartLine
from lms.training.queries.readings import Reading, reading_of


@dataclass(frozen=True)
class Desk:
    """A part of a module in one of its texts; ``place`` is where it stands now, nothing when it was retired."""

    reading: Reading
    place: tuple[LessonLine, PartLine] | None
    text: PartVersion

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of this text, the easy twin as one of them."""
        return blocks.from_json(self.text.body)

    @property
    def easy(self) -> Easy | None:
        """The easy twin of this text, when it has one."""
        return next((block for block in self.blocks if isinstance(block, Easy)), None)

    @property
    def twin(self) -> Twin:
        """The text this reader gets: the easy one only when there is one."""
        return self.reading.twin if self.easy else Twin.REGULAR

    @property
    def number(self) -> tuple[int, int]:
        """The number of this part in its lesson, and how many there are, for this reader."""
        if self.place is None:
            return 0, 0
        mine = [part.uid for lesson, part in self.shown_parts if lesson.uid == self.place[0].uid]
        uid = self.place[1].uid
        return (mine.index(uid) + 1, len(mine)) if uid in mine else (1, 1)

    @cached_property
    def shown_parts(self) -> list[tuple[LessonLine, PartLine]]:
        """The parts this reader walks through, in order."""
        return [(lesson, part) for lesson, parts in self.reading.lessons for part in parts]

    @property
    def before(self) -> tuple[LessonLine, PartLine] | None:
        """The part before this one, when there is one."""
        return self._beside(-1)

    @property
    def after(self) -> tuple[LessonLine, PartLine] | None:
        """The part after this one, when there is one."""
        return self._beside(1)

    def _beside(self, way: int) -> tuple[LessonLine, PartLine] | None:
        uids = [part.uid for _, part in self.shown_parts]
        uid = self.text.part.uid
        index = uids.index(uid) + way if uid in uids else -1
        return self.shown_parts[index] if 0 <= index < len(uids) else None


@dataclass(frozen=True)
class Work:
    """What one person did with the blocks of a part, by the uid of the block."""

    answers: Mapping[str, QuestionAnswer] = field(default_factory=dict)
    thoughts: Mapping[str, Reflection] = field(default_factory=dict)
    walks: Mapping[str, ScenarioWalk] = field(default_factory=dict)


def desk_at(module: str, lesson: str, part: str, actor: Actor) -> Desk | None:
    """Return the part at an address, or the one that once stood there; two statements where it stands now."""
    reading = reading_of(module, actor)
    if reading is None:
        return None
    place = reading.outline.place_at(lesson, part)
    if place is not None:
        return _desk(reading, place[1].uid, place[1].version)
    former = select(Part.uid).join(ModuleAddress, ModuleAddress.part_id == Part.id)
    uid = db.session.scalar(former.where(ModuleAddress.path == f"{module}/{lesson}/{part}"))
    return _desk(reading, uid) if uid else None


def desk_of(module: str, uid: str, version: int, actor: Actor) -> Desk | None:
    """Return the part with this uid in the text that somebody had before them, in two statements."""
    reading = reading_of(module, actor)
    return _desk(reading, uid, version) if reading else None


def newest_desk_of(module: str, uid: str, actor: Actor) -> Desk | None:
    """Return the part with this uid, wherever it stands now."""
    reading = reading_of(module, actor)
    return _desk(reading, uid) if reading else None


def work_on(shown: Sequence[Block], person: Person) -> Work:
    """Return what somebody did with these blocks; asks only for the kinds that are there."""
    uids: dict[type[Block], list[str]] = {Question: [], Reflect: [], Scenario: []}
    for block in blocks.walk(shown):
        if type(block) in uids:
            uids[type(block)].append(block.uid)  # type: ignore[attr-defined]
    return Work(
        answers=_own(QuestionAnswer, person, uids[Question]),
        thoughts=_own(Reflection, person, uids[Reflect]),
        walks=_own(ScenarioWalk, person, uids[Scenario]),
    )


def _own(table: Any, person: Person, uids: list[str]) -> dict[str, Any]:
    if not uids:
        return {}
    rows = db.session.scalars(select(table).where(table.person_id == person.id, table.uid.in_(uids)))
    return {row.uid: row for row in rows}


def _desk(reading: Reading, uid: str, version: int | None = None) -> Desk | None:
    number = Part.version if version is None else version
    statement = (
        select(PartVersion)
        .join(PartVersion.part)
        .options(contains_eager(PartVersion.part))
        .where(Part.uid == uid, Part.module_id == reading.module.id, PartVersion.number == number)
    )
    text = db.session.scalar(statement)
    return Desk(reading, reading.outline.place_of(uid), text) if text else None
