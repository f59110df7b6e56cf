"""Who is who in advice: who answers now, who speaks for the neighbourhood, and who is named."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import aliased, joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.accounts.queries.people import person_by_id
from lms.advice.enums import Part, Reply, Visibility
from lms.advice.models import Advice, AdviceAssignment, AdviceReader
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, PROFESSIONALS
from lms.programme.queries.absences import addressees, leading_now


class Named(NamedTuple):
    """Somebody to choose."""

    id: int
    uid: str
    name: str


def adviser_now(neighbourhood: Neighbourhood) -> Person | None:
    """Return who answers for a neighbourhood today: who stands in for its adviser, or the adviser."""
    return next(iter(addressees(neighbourhood, Role.ADVISER, or_coordinators=False)), None)


def who_answers(advice: Advice, neighbourhood: Neighbourhood) -> Sequence[Person]:
    """Return who is told of what the neighbourhood says; of confidential advice only who is named in it.

    That is the owner; instead of the fixed adviser who stands in today.
    """
    own = advice.owner_id if advice.owner_id != neighbourhood.adviser_id else None
    found = person_by_id(own) if own else adviser_now(neighbourhood)
    return _those_who_read(advice, [found] if found is not None else [])


def who_speaks(advice: Advice, neighbourhood: Neighbourhood) -> Sequence[Person]:
    """Return who is told of what the adviser says: who leads the neighbourhood today, and who asked while they lead.

    Instead of a director who is away that is who stands in. Without a director it waits for the next one.
    """
    people: list[Person] = []
    if neighbourhood.director_id is not None:
        people += leading_now([neighbourhood], or_coordinators=False)[neighbourhood.id]
    asked = advice.requester_id
    if asked not in {None, neighbourhood.director_id, *(each.id for each in people)}:
        leads = (Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == neighbourhood.id, Grant.role.in_(LEADERS))
        still = select(Person).join(Grant).where(Person.id == asked, Person.active, *leads, Grant.held_at(now()))
        people += db.session.scalars(still.distinct())
    return _those_who_read(advice, people)


def readers_of(advice: Advice) -> Sequence[Person]:
    """Return who is named in confidential advice, by name."""
    named = select(Person).join(AdviceReader, AdviceReader.person_id == Person.id)
    return db.session.scalars(named.where(AdviceReader.advice_id == advice.id).order_by(Person.name, Person.id)).all()


def could_be_named(advice: Advice, but: Person) -> Sequence[Person]:
    """Return who could read it in confidence: the professionals of the team and the advisers there, by name."""
    here = (Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == advice.neighbourhood_id, Grant.held_at(now()))
    theirs = select(Person).join(Grant).where(*here, Grant.role.in_((*PROFESSIONALS, Role.ADVISER)), Person.active)
    others = Person.id.not_in([each for each in (but.id, advice.requester_id, advice.owner_id) if each])
    return db.session.scalars(theirs.where(others).distinct().order_by(Person.name, Person.id)).all()


def open_request(advice: Advice, part: Part | None = None) -> AdviceAssignment | None:
    """Return the request to another adviser that waits for a yes or no; of both parts the one that came first."""
    return db.session.scalar(_open_request(any_part=part is None), {"advice": advice.id, "part": part})


@cache
def _open_request(*, any_part: bool) -> Select[AdviceAssignment]:
    waits = [AdviceAssignment.advice_id == bindparam("advice", type_=Integer), AdviceAssignment.reply == Reply.ASKED]
    if not any_part:
        waits.append(AdviceAssignment.part == bindparam("part", type_=AdviceAssignment.part.type))
    both = (joinedload(AdviceAssignment.adviser), joinedload(AdviceAssignment.by))
    return select(AdviceAssignment).where(*waits).options(*both).order_by(AdviceAssignment.id).limit(1)


class Wanted(NamedTuple):
    """A request to another adviser that waits for a yes or no, as far as the page shows it."""

    adviser_id: int
    part: Part
    request: str
    adviser: str
    by: str | None


def wanted_adviser(advice: Advice) -> Wanted | None:
    """Return the same for the page of the advice, with names alone."""
    row = db.session.execute(_wanted(), {"advice": advice.id}).first()
    return Wanted(*row) if row else None


@cache
def _wanted() -> Select[*tuple[Any, ...]]:
    adviser, by, asked = aliased(Person), aliased(Person), AdviceAssignment
    found = select(asked.adviser_id, asked.part, asked.request, adviser.name, by.name).select_from(asked)
    found = found.join(adviser, adviser.id == asked.adviser_id).outerjoin(by, by.id == asked.by_id)
    waits = (asked.advice_id == bindparam("advice", type_=Integer), asked.reply == Reply.ASKED)
    return found.where(*waits).order_by(asked.id).limit(1)


def other_advisers(advice: Advice, but: Person) -> Sequence[Named]:
    """Return which advisers can be asked, by name: not who asks, nor the owner."""
    return [each for each in advisers_but(but) if each.id != advice.owner_id]


def advisers_but(person: Person) -> Sequence[Named]:
    """Return all other advisers, by name."""
    return [Named(*row) for row in db.session.execute(_advisers()) if row.id != person.id]


@cache
def _advisers() -> Select[*tuple[Any, ...]]:
    advises = select(PlatformRole.person_id).where(PlatformRole.role == Role.ADVISER)
    found = select(Person.id, Person.uid, Person.name).where(Person.active, Person.id.in_(advises))
    return found.order_by(Person.name, Person.id)


def _those_who_read(advice: Advice, people: Sequence[Person]) -> Sequence[Person]:
    if advice.visibility is Visibility.NEIGHBOURHOOD:
        return people
    named = {each.id for each in readers_of(advice)}
    return [each for each in people if each.id in named]
