"""Circles that are asked for a date: who may ask, what they are called, and their people."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import contains_eager

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.circles.enums import SPEAKING, CircleState, MemberRole
from lms.circles.models import Circle, CircleMember
from lms.circles.policy import facilitates_somewhere, planned_by
from lms.circles.queries.words import MEMBER_ROLES
from lms.kernel.db import db
from lms.meetings.models import DatePoll
from lms.meetings.queries.team import ABLE
from lms.meetings.slots import Askable, GroupWords

PREFIX = "kring"


def key_of(circle: Circle) -> str:
    """Return what a poll calls a circle."""
    return f"{PREFIX}:{circle.uid}"


def asks_circles(actor: Actor) -> bool:
    """Facilitators and the coordinator ask the people of a circle when they can."""
    return facilitates_somewhere(actor) or actor.has_role(Role.COORDINATOR)


def may_ask_circle(actor: Actor, key: str) -> bool:
    """Who plans the sessions of a circle that runs asks its people."""
    return db.session.scalar(select(Circle.id).where(_at(key), _runs(), planned_by(actor))) is not None


def circle_polls_managed(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`may_ask_circle` as SQL on ``DatePoll``."""
    return DatePoll.host.in_(select(literal(f"{PREFIX}:") + Circle.uid).where(_runs(), planned_by(actor)))


def circles_to_ask(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return the circles whose people somebody may ask, as key and name."""
    found = select(Circle).where(_runs(), planned_by(actor)).order_by(Circle.name, Circle.id)
    return [(key_of(each), each.name) for each in db.session.scalars(found)]


def circle_words(key: str) -> GroupWords | None:
    """Return what a circle is called and where its page is."""
    circle = circle_of(key)
    return GroupWords(circle.name, f"/leerkringen/{circle.slug}") if circle else None


def circle_of(key: str) -> Circle | None:
    """Return the circle with this key."""
    return db.session.scalar(select(Circle).where(_at(key)))


def people_to_ask(key: str, actor: Actor) -> Sequence[Askable]:
    """Return the people of a circle by role and name, without who asks; who looks on is not ticked beforehand."""
    found = select(CircleMember).join(Circle, Circle.id == CircleMember.circle_id).join(CircleMember.person)
    found = found.where(_at(key), CircleMember.until.is_(None), CircleMember.person_id != (actor.id or 0))
    order = tuple(MemberRole)
    rows = db.session.scalars(found.options(contains_eager(CircleMember.person)).order_by(Person.name, Person.id))
    able = [each for each in rows if each.person.standing in ABLE]
    able.sort(key=lambda each: order.index(each.role))
    return [Askable(each.person, str(MEMBER_ROLES[each.role]), each.role in SPEAKING) for each in able]


def _at(key: str) -> ColumnElement[bool]:
    return Circle.uid == key.removeprefix(f"{PREFIX}:")


def _runs() -> ColumnElement[bool]:
    return Circle.state == CircleState.RUNNING
