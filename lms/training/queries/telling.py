"""What somebody did with a group, what they took back of it, and whether they told a module back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lms.accounts.models import Actor, Person
from lms.kernel.db import db
from lms.training.enums import TakenBackBy
from lms.training.models import GroupSession, Module, Part, PartVersion, TellingBack, TookPart
from lms.training.models.learning_paths import PathItem
from lms.training.models.outline import asks_writing
from lms.training.policy import audiences_of
from lms.training.queries.readings import Reading, reading_of

LEADER = aliased(Person)


@dataclass(frozen=True)
class Together:
    """A part or a practice that somebody did with a group, as they see it; ``leader`` is empty when that one left."""

    row: TookPart
    uid: str
    title: str
    module: str
    module_id: int | None
    module_slug: str
    leader: str
    at: datetime

    @property
    def piece(self) -> str:
        """The uid of the part or the practice."""
        return self.row.piece

    @property
    def counts(self) -> bool:
        """Whether nobody took it back."""
        return self.row.taken_back_at is None

    @property
    def by_learner(self) -> bool:
        """Whether somebody took it back themselves, and may change their mind."""
        return self.row.taken_back_by is TakenBackBy.LEARNER


@dataclass(frozen=True)
class Telling:
    """A module somebody may tell back by themselves, and what they told of it before."""

    reading: Reading
    told: bool
    row: TellingBack | None


def together_of(actor: Actor) -> Sequence[Together]:
    """Return what somebody did with a group, the newest first, in one statement; also what was taken back."""
    rows = db.session.execute(_together(actor).order_by(GroupSession.done_at.desc(), GroupSession.id.desc()))
    return [_read(row) for row in rows]


def together_at(uid: str, actor: Actor) -> Together | None:
    """Return one session that somebody took part in, as they see it."""
    row = db.session.execute(_together(actor).where(GroupSession.uid == uid)).one_or_none()
    return _read(row) if row else None


def taken_back(actor: Actor, module_id: int | None = None) -> list[Together]:
    """Return what was taken back, the newest first: why a percentage went back; of one module when that is asked."""
    gone = _together(actor).where(TookPart.taken_back_at.is_not(None))
    if module_id is not None:
        gone = gone.where(Part.module_id == module_id)
    return [_read(row) for row in db.session.execute(gone.order_by(TookPart.taken_back_at.desc(), TookPart.session_id))]


def has_told(person_id: int | InstrumentedAttribute[int], module_id: int | InstrumentedAttribute[int]) -> Any:
    """Return the filter for who told a module back: alone, or heard in a session that was not taken back."""
    alone = exists().where(TellingBack.person_id == person_id, TellingBack.module_id == module_id)
    heard = (
        exists()
        .where(TookPart.person_id == person_id, TookPart.told_at.is_not(None), TookPart.taken_back_at.is_(None))
        .where(GroupSession.id == TookPart.session_id, GroupSession.done_at.is_not(None))
        .where(Part.id == GroupSession.part_id, Part.module_id == module_id)
    )
    told: ColumnElement[bool] = or_(alone, heard)
    return told


def told_back(actor: Actor, module: Module) -> bool:
    """Return whether somebody told a module back, in one statement."""
    return actor.id is not None and bool(db.session.scalar(select(has_told(actor.id, module.id))))


def telling_of(module: str, actor: Actor) -> Telling | None:
    """Return a module to tell back for who is asked no writing; others prove what they learned with the quiz."""
    reading = reading_of(module, actor)
    if reading is None or actor.id is None or asks_writing(audiences_of(actor)) or not reading.module.is_live:
        return None
    row = db.session.get(TellingBack, (actor.id, reading.module.id))
    return Telling(reading, told_back(actor, reading.module), row)


def _together(actor: Actor) -> Select[*tuple[Any, ...]]:
    seen = and_(PartVersion.part_id == GroupSession.part_id, PartVersion.number == GroupSession.version)
    return (
        select(TookPart, GroupSession, LEADER.name, PartVersion.title, Module, PathItem.title)
        .join(GroupSession, GroupSession.id == TookPart.session_id)
        .outerjoin(LEADER, LEADER.id == GroupSession.leader_id)
        .outerjoin(PartVersion, seen)
        .outerjoin(Part, Part.id == GroupSession.part_id)
        .outerjoin(Module, Module.id == Part.module_id)
        .outerjoin(PathItem, PathItem.id == GroupSession.item_id)
        .where(TookPart.person_id == actor.id, GroupSession.done_at.is_not(None))
    )


def _read(row: Any) -> Together:
    mine, session, leader, part, module, practice = row
    return Together(
        row=mine,
        uid=session.uid,
        title=part or practice or "",
        module=module.title if module else "",
        module_id=module.id if module else None,
        module_slug=module.slug if module and module.is_live else "",
        leader=leader or "",
        at=session.done_at,
    )
