"""Circles that somebody may know of, and who is in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import WITH_RIGHTS
from lms.accounts.slots import PlaceKey
from lms.circles.enums import CircleState, Hushed, MemberRole
from lms.circles.models import Circle, CircleMember, CircleSession, HouseRules
from lms.circles.policy import CIRCLE, known_to, planned_by
from lms.circles.queries.confidential import readable
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState
from lms.meetings.models import Meeting
from lms.programme.policy import places

MOST = 200


@dataclass(frozen=True)
class Listed:
    """A circle in a list, with how many take part and the session that comes next."""

    circle: Circle
    participants: int
    mine: bool
    upcoming: CircleSession | None = None
    hushed: bool = False  #: what that session is about is for others alone


@dataclass(frozen=True)
class Members:
    """Who is in a circle now, in the order of roles and then of names."""

    rows: Sequence[CircleMember] = field(default_factory=tuple)

    def of(self, role: MemberRole) -> list[CircleMember]:
        """Return those in one role."""
        return [each for each in self.rows if each.role is role]

    def own(self, actor: Actor) -> CircleMember | None:
        """Return the membership of whoever looks."""
        return next((each for each in self.rows if each.person_id == actor.id), None)

    @cached_property
    def offers(self) -> list[CircleMember]:
        """Who said what they have to offer to others."""
        return [each for each in self.rows if each.offer]


def circles_known_to(actor: Actor) -> list[Listed]:
    """Return the circles somebody may know of, their own first, in two statements."""
    taking_part = (CircleMember.circle_id == Circle.id, CircleMember.until.is_(None))
    count = select(func.count()).where(*taking_part, CircleMember.role == MemberRole.PARTICIPANT).scalar_subquery()
    found = select(Circle, count).where(known_to(actor)).order_by(Circle.state.desc(), Circle.name, Circle.id)
    rows = db.session.execute(found.limit(MOST)).all()
    mine, nexts = places(actor, CIRCLE), _upcoming([row[0].id for row in rows], actor)
    listed = [Listed(row[0], row[1], row[0].id in mine, *nexts.get(row[0].id, ())) for row in rows]
    return sorted(listed, key=lambda each: (not each.mine, each.circle.state is CircleState.CLOSED))


def circle_by_slug(slug: str, actor: Actor) -> Circle | None:
    """Return a circle the actor may know of."""
    return db.session.scalar(select(Circle).where(Circle.slug == slug, known_to(actor)))


def circle_to_plan(slug: str, actor: Actor) -> Circle | None:
    """Return a circle whose sessions the actor plans; of another they need not know that it is there."""
    return db.session.scalar(select(Circle).where(Circle.slug == slug, planned_by(actor)))


def circles_planned_by(actor: Actor) -> Sequence[Circle]:
    """Return the circles whose sessions somebody plans, by name."""
    return db.session.scalars(select(Circle).where(planned_by(actor)).order_by(Circle.name, Circle.id)).all()


def members_of(circle: Circle) -> Members:
    """Return who is in a circle now, in one statement."""
    found = select(CircleMember).where(CircleMember.circle_id == circle.id, CircleMember.until.is_(None))
    found = found.join(CircleMember.person).options(
        contains_eager(CircleMember.person), joinedload(CircleMember.neighbourhood)
    )
    order = tuple(MemberRole)
    rows = db.session.scalars(found.order_by(Person.name, CircleMember.id)).all()
    return Members(sorted(rows, key=lambda each: (each.role is not MemberRole.FACILITATOR, order.index(each.role))))


def open_membership(circle: Circle, person: Person) -> CircleMember | None:
    """Return somebody's open membership of a circle, with all their rights."""
    theirs = (CircleMember.circle_id == circle.id, CircleMember.person_id == person.id, CircleMember.until.is_(None))
    return db.session.scalars(_whole().where(*theirs), execution_options=FRESH).unique().one_or_none()


def goal_of(circle: Circle, actor: Actor) -> CircleMember | None:
    """Return the open membership of somebody who wrote what they want to reach or have to offer; one statement."""
    mine = (CircleMember.circle_id == circle.id, CircleMember.person_id == (actor.id or 0))
    wrote = or_(CircleMember.own_goal != "", CircleMember.offer != "")
    return db.session.scalar(select(CircleMember).where(*mine, CircleMember.until.is_(None), wrote))


def member_to_change(slug: str, uid: str, actor: Actor) -> CircleMember | None:
    """Return an open membership of a circle that the actor plans for."""
    here = (CircleMember.uid == uid, CircleMember.until.is_(None), Circle.slug == slug, planned_by(actor))
    return db.session.scalars(_whole().join(CircleMember.circle).where(*here)).unique().one_or_none()


def rules_of(circle: Circle) -> HouseRules | None:
    """Return the house rules that hold now."""
    return db.session.get(HouseRules, (circle.id, circle.rules_number)) if circle.rules_number else None


def place_words(keys: Collection[PlaceKey]) -> Mapping[PlaceKey, str]:
    """Return the names of circles in words that follow a role; one statement."""
    ids = [number for kind, number in keys if kind == CIRCLE]
    if not ids:
        return {}
    rows = db.session.execute(select(Circle.id, Circle.name).where(Circle.id.in_(ids)))
    return {(CIRCLE, number): f"({name})" for number, name in rows}


FRESH = {"populate_existing": True}


def _whole() -> Select[CircleMember]:
    return select(CircleMember).options(
        joinedload(CircleMember.grant),
        joinedload(CircleMember.circle),
        joinedload(CircleMember.neighbourhood),
        joinedload(CircleMember.person).options(*WITH_RIGHTS),
    )


def _upcoming(circles: Sequence[int], actor: Actor) -> dict[int, tuple[CircleSession, bool]]:
    """Return the next published session of each circle, and whether it is for others alone; one statement."""
    coming = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at > now(), CircleSession.circle_id.in_(circles))
    place = func.row_number().over(partition_by=CircleSession.circle_id, order_by=(Meeting.starts_at, Meeting.id))
    numbered = select(CircleSession.id.label("id"), place.label("place"))
    ranked = numbered.join(Meeting, Meeting.id == CircleSession.meeting_id).where(*coming).subquery()
    first = select(ranked.c.id).where(ranked.c.place == 1)
    inside = readable(actor, Hushed.SESSION, CircleSession.id)
    found = select(CircleSession, inside).where(CircleSession.id.in_(first)).join(CircleSession.meeting)
    rows = db.session.execute(found.options(contains_eager(CircleSession.meeting)))
    return {row[0].circle_id: (row[0], not row[1]) for row in rows}
