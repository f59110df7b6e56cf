"""Advisers: who may be one, who is it where, and who was."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.kernel.db import db
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import AdviserTerm, Neighbourhood

MOST = 50


def open_term(neighbourhood: Neighbourhood) -> AdviserTerm | None:
    """Return the running term of the fixed adviser, with its right."""
    mine = (AdviserTerm.neighbourhood_id == neighbourhood.id, AdviserTerm.until.is_(None))
    both = (joinedload(AdviserTerm.grant), joinedload(AdviserTerm.person))
    return db.session.scalar(select(AdviserTerm).where(*mine).options(*both))


def terms_of(neighbourhood: Neighbourhood) -> Sequence[AdviserTerm]:
    """Return who was and is the fixed adviser, the newest first."""
    here = select(AdviserTerm).where(AdviserTerm.neighbourhood_id == neighbourhood.id)
    return db.session.scalars(here.order_by(AdviserTerm.id.desc()).options(joinedload(AdviserTerm.person))).all()


def advisers() -> list[Person]:
    """Return everybody who can be a fixed adviser, by name."""
    return sorted(people_with_role(Role.ADVISER), key=lambda person: (person.name, person.id))


def lost_adviser() -> ColumnElement[bool]:
    """Return :attr:`Neighbourhood.lost_adviser` as SQL."""
    closed = exists().where(Person.id == Neighbourhood.adviser_id, ~Person.active)
    return (Neighbourhood.state != NeighbourhoodState.FINISHED) & closed


def neighbourhoods_without_adviser() -> Sequence[Neighbourhood]:
    """Return, by name, where another adviser must be named because an account was closed; in one statement."""
    found = select(Neighbourhood).where(lost_adviser()).order_by(Neighbourhood.name_key, Neighbourhood.id)
    return db.session.scalars(found.limit(MOST)).all()


def advised_by(person: Person) -> Sequence[Neighbourhood]:
    """Return, by name, the neighbourhoods at which an adviser is still needed and this is the fixed one."""
    theirs = (Neighbourhood.adviser_id == person.id, Neighbourhood.state != NeighbourhoodState.FINISHED)
    found = select(Neighbourhood).where(*theirs).order_by(Neighbourhood.name_key, Neighbourhood.id)
    return db.session.scalars(found).all()
