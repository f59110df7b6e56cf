"""One part as it lies before somebody: its text, and what they did with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor, Person
from lms.content import blocks
from lms.content.blocks import Block, Easy, Question, Reflect, Scenario
from lms.kernel.db import db
from lms.training.enums import Twin
from lms.training.models import (
    Module,
    ModuleAddress,
    Part,
    PartNote,
    PartVersion,
    QuestionAnswer,
    Reflection,
    ScenarioWalk,
)
from lms.training.models.outline import LessonLine, PartLine
from lms.training.policy import can_see_drafts
from lms.training.queries.locks import refuse_closed
from lms.training.queries.readers import readers_of
from lms.training.queries.readings import Reading, asked_by, on_path, reading_from, select_readings


@dataclass(frozen=True)
class Desk:
    """A part of a module in one of its texts; ``place`` is where it stands now, nothing when it was retired.

    ``note``: what this person keeps at the part for themselves, a bookmark too.
    """

    reading: Reading
    place: tuple[LessonLine, PartLine] | None
    text: PartVersion
    note: PartNote | None = None

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

    @property
    def finished(self) -> list[int]:
        """The numbers of the parts of this lesson that this reader did."""
        if self.place is None:
            return []
        mine = [part.uid for lesson, part in self.shown_parts if lesson.uid == self.place[0].uid]
        return [number for number, uid in enumerate(mine, start=1) if self.reading.has_done(uid)]

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

    @property
    def ends_lesson(self) -> bool:
        """Whether the lesson of this part ends with it, for this reader."""
        return self.place is not None and (self.after is None or self.after[0].uid != self.place[0].uid)

    def _beside(self, way: int) -> tuple[LessonLine, PartLine] | None:
        uids = [part.uid for _, part in self.shown_parts]
        uid = self.text.part.uid
        index = uids.index(uid) + way if uid in uids else -1
        return self.shown_parts[index] if 0 <= index < len(uids) else None


@dataclass(frozen=True)
class Work:
    """What one person did with the blocks of a part, by the uid of the block; ``readers``: how many read a thought."""

    answers: Mapping[str, QuestionAnswer] = field(default_factory=dict)
    thoughts: Mapping[str, Reflection] = field(default_factory=dict)
    walks: Mapping[str, ScenarioWalk] = field(default_factory=dict)
    readers: Mapping[str, int] = field(default_factory=dict)


def desk_at(module: str, lesson: str, part: str, actor: Actor) -> Desk | None:
    """Return the part that stands or once stood at an address, in one statement."""
    found = _desk(_by_path(can_see_drafts(actor)), actor, module, path=f"{module}/{lesson}/{part}")
    return _open(found, actor)


def desk_of(module: str, uid: str, version: int, actor: Actor) -> Desk | None:
    """Return the part with this uid in the text that somebody had before them, in one statement."""
    found = _desk(_by_version(can_see_drafts(actor)), actor, module, slug=module, uid=uid, version=version)
    return _open(found, actor)


def newest_desk_of(module: str, uid: str, actor: Actor) -> Desk | None:
    """Return the part with this uid, wherever it stands now, in one statement."""
    return _desk(_by_uid(can_see_drafts(actor)), actor, module, slug=module, uid=uid)


def work_on(shown: Sequence[Block], person: Person) -> Work:
    """Return what somebody did with these blocks; asks only for the kinds that are there."""
    uids: dict[type[Block], list[str]] = {Question: [], Reflect: [], Scenario: []}
    for block in blocks.walk(shown):
        if type(block) in uids:
            uids[type(block)].append(block.uid)  # type: ignore[attr-defined]
    thoughts = _thoughts(person, uids[Reflect])
    return Work(
        answers=_own(QuestionAnswer, person, uids[Question]),
        thoughts={uid: thought for uid, (thought, _) in thoughts.items()},
        walks=_own(ScenarioWalk, person, uids[Scenario]),
        readers={uid: readers for uid, (_, readers) in thoughts.items() if readers},
    )


def _open(desk: Desk | None, actor: Actor) -> Desk | None:
    """Return the part unless a learning path keeps it closed; what left the module is nobody's to close."""
    if desk and desk.place:
        refuse_closed(desk.reading, desk.place[0].uid, actor)
    return desk


def _own(table: Any, person: Person, uids: list[str]) -> dict[str, Any]:
    if not uids:
        return {}
    rows = db.session.scalars(_work_in(table), {"person_id": person.id, "uids": uids})
    return {row.uid: row for row in rows}


def _thoughts(person: Person, uids: list[str]) -> dict[str, tuple[Reflection, int]]:
    if not uids:
        return {}
    rows = db.session.execute(_thoughts_in(), {"person_id": person.id, "uids": uids})
    return {thought.uid: (thought, readers) for thought, readers in rows}


def _desk(statement: Select[Any], actor: Actor, asked: str, **values: Any) -> Desk | None:
    row = db.session.execute(statement, {**asked_by(actor), **values}).one_or_none()
    if row is None:
        return None
    reading, text, note = reading_from(row, actor, asked), row[5], row[6]
    return Desk(reading, reading.outline.place_of(text.part.uid), text, note)


@cache
def _by_path(drafts: bool) -> Select[Any]:
    at_address = and_(ModuleAddress.part_id == Part.id, ModuleAddress.path == bindparam("path"))
    return _desks(drafts).join(ModuleAddress, at_address).where(PartVersion.number == Part.version)


@cache
def _by_version(drafts: bool) -> Select[Any]:
    return _in_module(drafts).where(PartVersion.number == bindparam("version"))


@cache
def _by_uid(drafts: bool) -> Select[Any]:
    return _in_module(drafts).where(PartVersion.number == Part.version)


def _in_module(drafts: bool) -> Select[Any]:
    at_address = and_(ModuleAddress.module_id == Module.id, ModuleAddress.path == bindparam("slug"))
    return _desks(drafts).join(ModuleAddress, at_address).where(Part.uid == bindparam("uid"))


def _desks(drafts: bool) -> Select[Any]:
    noted = and_(PartNote.part_id == Part.id, PartNote.person_id == bindparam("person_id", type_=Integer))
    return (
        select_readings(drafts=drafts)
        .add_columns(PartVersion, PartNote, on_path())
        .join(Part, Part.module_id == Module.id)
        .join(PartVersion, PartVersion.part_id == Part.id)
        .outerjoin(PartNote, noted)
        .options(contains_eager(PartVersion.part))
    )


@cache
def _work_in(table: Any) -> Select[Any]:
    mine = table.person_id == bindparam("person_id")
    return select(table).where(mine, table.uid.in_(bindparam("uids", expanding=True)))


@cache
def _thoughts_in() -> Select[Reflection, int]:
    readers: ScalarSelect[int] = readers_of(Reflection.person_id, Reflection.uid)
    return _work_in(Reflection).add_columns(readers)
