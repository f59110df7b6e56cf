"""With whom a learner may share: people beside them in a team or circle, as long as both are there.

People who only speak (key persons, experts by experience, residents) know who leads and who advises, and see nobody
else's data (:mod:`lms.programme.policy`); so they choose between these, and are never chosen.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Grant, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, PROFESSIONALS, speaks_only
from lms.training.models import SharedWork

#: Kinds of places where people know each other; circles name theirs so (see the table in docs/slots-and-signals.md).
PLACES = (NEIGHBOURHOOD, "circle")
GUIDES = frozenset({Role.ADVISER, Role.CIRCLE_FACILITATOR})
READERS = PROFESSIONALS | GUIDES


def readers_for(actor: Actor) -> Sequence[Person]:
    """Return whom somebody can choose, by name, in one statement."""
    here = [(grant.scope_kind, grant.scope_id) for grant in actor.grants if grant.scope_kind in PLACES]
    if not here:
        return ()
    roles = LEADERS | GUIDES if speaks_only(actor) else READERS
    beside = select(Grant.person_id).where(_in(here), Grant.role.in_(roles), Grant.held_at(now()))
    found = select(Person).where(Person.active, Person.id != actor.id, Person.id.in_(beside))
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()


def may_still_read(actor: Actor, writer: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the filter for rows of writers beside whom the actor still reads, in a team or circle."""
    here = [
        (grant.scope_kind, grant.scope_id)
        for grant in actor.grants
        if grant.scope_kind in PLACES and grant.role in READERS
    ]
    if not here:
        return false()
    return exists().where(Grant.person_id == writer, _in(here), Grant.held_at(now()))


def readers_of(person_id: InstrumentedAttribute[int], uid: InstrumentedAttribute[str]) -> ScalarSelect[int]:
    """Return with how many people a piece of work is shared, as a column of the statement that reads the work."""
    shared = and_(SharedWork.person_id == person_id, SharedWork.uid == uid)
    return select(func.count()).select_from(SharedWork).where(shared).scalar_subquery()


def _in(places: list[tuple[str, int]]) -> ColumnElement[bool]:
    return tuple_(Grant.scope_kind, Grant.scope_id).in_(places)
