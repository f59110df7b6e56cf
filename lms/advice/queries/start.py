"""What waits for somebody in advice, for a start page; what can be asked along with a list is a column of that list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
)

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.advice.enums import Direction, State
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import Sides, of_advisers, read_by, readable, sides_of, who_reads
from lms.advice.queries.advice import Listed, select_listed
from lms.advice.queries.piles import Pile, pile_of
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.neighbourhoods import select_neighbourhoods_in

FEW = 3
#: An answer to which the neighbourhood said nothing yet.
JUST_GIVEN = (State.SENT, State.OFFERED)


class Waits(StrEnum):
    """What a neighbourhood can do with one piece of advice now."""

    CLEAR = "clear"
    CAME = "came"
    READ = "read"
    NOTHING = "nothing"


class Here(NamedTuple):
    """Advice on the start page of who leads, and what waits for them in it."""

    row: Listed
    waits: Waits


@dataclass(frozen=True)
class Desk:
    """What lies on the desk of an adviser: how much, how much of it today, and what first; a tip has no day."""

    count: int = 0
    today: int = 0
    number: str | None = None
    title: str = ""
    due_on: date | None = None


@cache
def advice_waits_in() -> ColumnElement[bool]:
    """Return whether a neighbourhood has advice for its start page, as a column beside it; for who leads there."""
    return (
        exists().where(Advice.neighbourhood_id == Neighbourhood.id, or_(*_live())).correlate(Neighbourhood).label("w")
    )


def advice_at_start(here: Neighbourhood, person: Actor) -> list[Here]:
    """Return what is open in a neighbourhood and what waits for who leads it, that first; one statement."""
    rows = db.session.execute(_at_start(sides_of(person)), {"place": here.id, **who_reads(person)})
    kinds = dict(enumerate(Waits, 1))
    return [Here(Listed(row), kinds[row.waits]) for row in rows]


@cache
def _at_start(sides: Sides) -> Select[*tuple[Any, ...]]:
    waits = case((Advice.state == State.CLARIFYING, 1), (_followed_up(), 2), (Advice.state.in_(JUST_GIVEN), 3), else_=4)
    here = (Advice.neighbourhood_id == bindparam("place", type_=Integer), or_(*_live()), readable(sides))
    found = select_listed().add_columns(waits.label("waits")).where(*here)
    return found.order_by(waits, Advice.due_on, Advice.id).limit(FEW)


def desk_row(person: Person) -> Subquery:
    """Return what a :class:`Desk` is made of, as one row or none that a statement about something else joins."""
    pile = pile_of(person.id, today())
    due = case((pile == Pile.TODAY, 1), else_=0)
    found = select(func.count().over().label("count"), func.sum(due).over().label("today"))
    promised = case((Advice.direction == Direction.ASKED, Advice.due_on), else_=None).label("promised")
    found = found.add_columns(Advice.number, Advice.title, promised).join(Advice.neighbourhood)
    mine = (Advice.state.in_(UNANSWERED), pile.in_((Pile.TODAY, Pile.LATER)))
    found = found.where(of_advisers(person), read_by(person), *mine)
    return found.order_by(due.desc(), Advice.due_on, Advice.id).limit(1).subquery("desk")


def neighbourhoods_and_desk(person: Person) -> tuple[Sequence[Neighbourhood], Desk]:
    """Return the neighbourhoods that somebody advises, by name, and what lies on the desk; one statement."""
    ids = places(person, NEIGHBOURHOOD, Role.ADVISER)
    row = desk_row(person)
    if not ids:
        return (), _desk(db.session.execute(select(row)).first())
    rows = db.session.execute(select_neighbourhoods_in(ids).add_columns(*row.c).outerjoin(row, true())).all()
    return [each[0] for each in rows], _desk(rows[0][1:] if rows else None)


def open_in_all() -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """Return how many questions are open everywhere, and how many are past their day, as columns."""
    still = (Advice.direction == Direction.ASKED, Advice.state.in_(UNANSWERED))
    count = select(func.count()).select_from(Advice).where(*still)
    late = count.where(Advice.state != State.CLARIFYING, Advice.due_on < today())
    return count.scalar_subquery(), late.scalar_subquery()


def _live() -> Sequence[ColumnElement[bool]]:
    """Return what has a place on a start page: what is open, what was just given, and what we ask about."""
    asked = and_(Advice.direction == Direction.ASKED, Advice.state.in_(UNANSWERED))
    return asked, Advice.state.in_(JUST_GIVEN), _followed_up()


def _followed_up() -> ColumnElement[bool]:
    waits = (AdviceFollowUp.asked_at.is_not(None), AdviceFollowUp.answered_at.is_(None))
    return exists().where(AdviceFollowUp.advice_id == Advice.id, *waits).correlate(Advice)


def _desk(row: Any) -> Desk:
    return Desk(*row) if row is not None and row[0] else Desk()
