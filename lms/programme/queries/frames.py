"""What changed around the programme: who is told, what somebody did not read yet, and how many read it."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Grant, Person, PlatformRole
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import FrameChange, FrameRead, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, is_coordinator, places

PAGE = 30
#: What is older is not shown to anybody by itself any more.
SHOWN_FOR = timedelta(days=180)


def unread_frames(actor: Actor) -> list[FrameChange]:
    """Return what changed that this actor is told of and did not tap away, the newest first, in one statement."""
    if not isinstance(actor, Person):
        return []
    since = max(now() - SHOWN_FOR, actor.created_at)
    found = db.session.execute(_unread(), {"person": actor.id, "since": since, "own": places(actor, NEIGHBOURHOOD)})
    return [change for change, here in found if concerns(actor, change, bool(here))]


def frame_by_uid(uid: str, actor: Actor) -> FrameChange | None:
    """Return what changed, for who is told of it and for coordinators."""
    question = _with_here().where(FrameChange.uid == uid)
    found = db.session.execute(question, {"own": places(actor, NEIGHBOURHOOD)}).one_or_none()
    if found is None:
        return None
    change, here = found
    return change if is_coordinator(actor) or concerns(actor, change, bool(here)) else None


def concerns(actor: Actor, change: FrameChange, here: bool) -> bool:
    """Say whether somebody is told by a role of theirs; one in a neighbourhood counts ``here``: in this programme."""
    if not isinstance(actor, Person):
        return False
    elsewhere = {grant.role for grant in actor.grants if grant.scope_kind != NEIGHBOURHOOD}
    everywhere = elsewhere | {row.role for row in actor.platform_roles}
    return not set(change.roles).isdisjoint(actor.roles if here else everywhere)


def people_told(change: FrameChange, *, after: int, limit: int) -> Sequence[Person]:
    """Return the active people whom :func:`concerns` names, by number, after the one with number ``after``."""
    platform = select(PlatformRole.person_id).where(PlatformRole.role.in_(_roles(change)))
    of_programme = select(Neighbourhood.id).where(Neighbourhood.programme_id == change.programme_id)
    place = or_(Grant.scope_kind != NEIGHBOURHOOD, Grant.scope_id.in_(of_programme))
    granted = select(Grant.person_id).where(Grant.role.in_(_roles(change)), Grant.held_at(now()), place)
    statement = select(Person).where(Person.active, Person.id > after)
    statement = statement.where(or_(Person.id.in_(platform), Person.id.in_(granted)))
    return db.session.scalars(statement.order_by(Person.id).limit(limit)).all()


def frames_page(*, before: int | None = None) -> Sequence[tuple[FrameChange, int]]:
    """Return a page of what changed, the newest first, with how many read each; and one more if there is more."""
    read = select(func.count()).where(FrameRead.change_id == FrameChange.id).scalar_subquery()
    statement = select(FrameChange, read).options(joinedload(FrameChange.by)).order_by(FrameChange.id.desc())
    if before is not None:
        statement = statement.where(FrameChange.id < before)
    return [(change, count) for change, count in db.session.execute(statement.limit(PAGE + 1))]


def has_read(change: FrameChange, person: Person) -> bool:
    """Say whether somebody tapped "Gelezen"."""
    return bool(db.session.get(FrameRead, (change.id, person.id)))


@cache
def _unread() -> Select[FrameChange, bool]:
    read = exists().where(FrameRead.change_id == FrameChange.id, FrameRead.person_id == bindparam("person"))
    return _with_here().where(FrameChange.at >= bindparam("since"), ~read).order_by(FrameChange.id.desc())


def _with_here() -> Select[FrameChange, bool]:
    own: BindParameter[int] = bindparam("own", expanding=True)
    return select(
        FrameChange,
        exists().where(Neighbourhood.programme_id == FrameChange.programme_id, Neighbourhood.id.in_(own)),
    )


def _roles(change: FrameChange) -> list[Role]:
    return [role for role in Role if role in change.roles]
