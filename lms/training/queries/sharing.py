"""What learners let others read: a thought, or an assignment they did. Nothing is seen that was not chosen.

Public to higher floors: :func:`shared_with`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor, Person
from lms.content import blocks
from lms.content.blocks import Assignment, Reflect
from lms.kernel.db import db
from lms.training.enums import WorkKind
from lms.training.models import (
    AssignmentComment,
    AssignmentDone,
    Module,
    Part,
    PartVersion,
    Reflection,
    SharedWork,
)
from lms.training.queries.readers import may_still_read

MOST = 200  # on the page of what others shared, the newest


@dataclass(frozen=True)
class Work:
    """A thought or a done assignment. ``asked`` is the question or task as HTML of the author, ``text`` the thought."""

    person_id: int
    uid: str
    kind: WorkKind
    part_id: int
    part_uid: str
    title: str
    asked: str
    text: str
    at: datetime
    module: str
    module_slug: str
    language: str


@dataclass(frozen=True)
class Shared:
    """Somebody's work with whose it is, for who may read along."""

    person: Person
    work: Work
    since: datetime


@dataclass(frozen=True)
class Sharing:
    """One's own work with who reads along."""

    work: Work
    readers: Sequence[Person]


def shared_with(actor: Actor) -> list[Shared]:
    """Return what others share with the actor now, the newest first, in one statement.

    Taking back, leaving the team or circle, emptying the thought or opening the assignment again ends it at once.
    """
    rows = db.session.execute(_read_by(actor).order_by(SharedWork.at.desc(), SharedWork.uid).limit(MOST))
    return [Shared(row[0].person, _work(row), row[0].at) for row in rows]


def shared_at(person: str, uid: str, actor: Actor) -> Shared | None:
    """Return one piece of work that somebody shares with the actor."""
    row = db.session.execute(_read_by(actor).where(Person.uid == person, SharedWork.uid == uid)).one_or_none()
    return Shared(row[0].person, _work(row), row[0].at) if row else None


def own_work(uid: str, actor: Actor) -> Work | None:
    """Return a thought or a done assignment of the actor, shared or not."""
    for table, kind in ((Reflection, WorkKind.REFLECTION), (AssignmentDone, WorkKind.ASSIGNMENT)):
        statement = select(table, Part, PartVersion, Module).join(Part, Part.id == table.part_id)
        row = db.session.execute(_of_part(statement).where(table.person_id == actor.id, table.uid == uid)).one_or_none()
        if row:
            own = SharedWork(person_id=row[0].person_id, uid=uid, kind=kind)
            both = (row[0], None) if kind is WorkKind.REFLECTION else (None, row[0])
            return _work((own, *both, *row[1:]))
    return None


def chosen_readers(work: Work) -> Sequence[Person]:
    """Return with whom this is shared, whether they can read it now or not, by name."""
    of_work = (SharedWork.person_id == work.person_id, SharedWork.uid == work.uid)
    people = select(Person).join(SharedWork, SharedWork.reader_id == Person.id).where(*of_work)
    return db.session.scalars(people.order_by(Person.name, Person.id)).all()


def shared_by(actor: Actor) -> list[Sharing]:
    """Return what the actor shares and with whom, in one statement."""
    own = _with_work(select(SharedWork, Reflection, AssignmentDone, Part, PartVersion, Module))
    own = own.where(SharedWork.person_id == actor.id).options(joinedload(SharedWork.reader))
    found: dict[str, list[Any]] = {}
    for row in db.session.execute(own.order_by(SharedWork.at, SharedWork.reader_id)):
        found.setdefault(row[0].uid, []).append(row)
    return [Sharing(_work(rows[0]), [row[0].reader for row in rows]) for rows in found.values()]


def comments_on(work: Work) -> Sequence[AssignmentComment]:
    """Return what readers said about an assignment, the oldest first."""
    about = (AssignmentComment.person_id == work.person_id, AssignmentComment.assignment_uid == work.uid)
    said = select(AssignmentComment).where(*about).options(joinedload(AssignmentComment.by))
    return db.session.scalars(said.order_by(AssignmentComment.id)).all()


def comment_at(uid: str, actor: Actor) -> AssignmentComment | None:
    """Return a comment that the actor gave or got."""
    mine = or_(AssignmentComment.by_id == actor.id, AssignmentComment.person_id == actor.id)
    return db.session.scalar(select(AssignmentComment).where(AssignmentComment.uid == uid, mine))


def _read_by(actor: Actor) -> Any:
    """Return the statement for the work that the actor may read now."""
    shared = _with_work(select(SharedWork, Reflection, AssignmentDone, Part, PartVersion, Module))
    shared = shared.join(SharedWork.person).options(contains_eager(SharedWork.person))
    return shared.where(SharedWork.reader_id == actor.id, Person.active, may_still_read(actor, SharedWork.person_id))


def _with_work(statement: Any) -> Any:
    thought = and_(Reflection.person_id == SharedWork.person_id, Reflection.uid == SharedWork.uid)
    done = and_(AssignmentDone.person_id == SharedWork.person_id, AssignmentDone.uid == SharedWork.uid)
    there = or_(
        and_(SharedWork.kind == WorkKind.REFLECTION, Reflection.uid.is_not(None)),
        and_(SharedWork.kind == WorkKind.ASSIGNMENT, AssignmentDone.uid.is_not(None)),
    )
    joined = statement.select_from(SharedWork).outerjoin(Reflection, thought).outerjoin(AssignmentDone, done)
    return _of_part(joined.join(Part, Part.id == SharedWork.part_id)).where(there)


def _of_part(statement: Any) -> Any:
    text = and_(PartVersion.part_id == Part.id, PartVersion.number == Part.version)
    return statement.join(PartVersion, text).join(Module, Module.id == Part.module_id)


def _work(row: Any) -> Work:
    share, thought, done, part, text, module = row
    about = next(
        (
            block
            for block in blocks.walk(blocks.from_json(text.body))
            if isinstance(block, Reflect | Assignment) and block.uid == share.uid
        ),
        None,
    )
    return Work(
        person_id=share.person_id,
        uid=share.uid,
        kind=share.kind,
        part_id=part.id,
        part_uid=part.uid,
        title=about.title if isinstance(about, Assignment) else text.title,
        asked=about.html if about else "",
        text=thought.text if thought else "",
        at=thought.written_at if thought else done.done_at,
        module=module.title,
        module_slug=module.slug,
        language=module.language,
    )
