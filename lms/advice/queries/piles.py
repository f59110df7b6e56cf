"""What lies on the desk of an adviser, in piles: what is due, what comes after, what waits for others, and drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, and_, bindparam, case, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor
from lms.advice.enums import Direction, State
from lms.advice.models import Advice
from lms.advice.models.clock import Clock
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import Sides, on_their_side, readable, sides_of, who_reads
from lms.advice.queries.advice import Listed, select_listed
from lms.advice.queries.history import clocks_of
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.pages import page_of, rows_asked
from lms.programme.models import Neighbourhood

#: So many of what is due stand on the desk, and of each other pile; all of it is on a page of its own.
DUE_ON_DESK, ON_DESK = 10, 5
#: So many questions of each neighbourhood are read with them, to take along to its circle.
OF_EACH = 3
PAGE = 20
DRAFTS = (State.SIGNAL, State.WEIGHING, State.DRAFT)
#: Somebody else is to move first; a second reader has it on the own desk.
WITH_OTHERS = (State.CLARIFYING, State.BUNDLED, State.TRIAGE, State.SECOND_READER)


class Pile(StrEnum):
    """The piles, as their addresses say them."""

    TODAY = "vandaag"
    LATER = "daarna"
    WAITING = "wacht"
    DRAFTS = "concept"


@dataclass(frozen=True)
class OnDesk:
    """The top of one pile, and how much lies in it."""

    rows: Sequence[Listed]
    count: int


@dataclass(frozen=True)
class PilePage:
    """A page of one pile, with the clocks of its questions; ``after`` is the number to go on after."""

    pile: Pile
    rows: Sequence[Listed]
    clocks: Mapping[int, Clock]
    count: int
    after: str = ""


def pile_named(name: str, _actor: Actor) -> Pile | None:
    """Return the pile with this address."""
    return next((each for each in Pile if each == name), None)


def pile_of(reader: Any, day: Any) -> ColumnElement[str]:
    """Return in which pile of somebody open advice lies, as a column; what is due is what must happen today.

    That is the answer, saying that it is taken up, or reading along. What lies with somebody else now waits: with who
    asked it, a second reader, a bundle or a colleague.
    """
    at_home = or_(Advice.owner_id.is_(None), Advice.owner_id == reader, Advice.owner_id == Neighbourhood.adviser_id)
    due = or_(Advice.due_on <= day, and_(Advice.state == State.ASSIGNED, Advice.first_on <= day))
    return case(
        (Advice.state.in_(DRAFTS), Pile.DRAFTS.value),
        (and_(Advice.state == State.SECOND_READER, Advice.second_reader_id == reader), Pile.TODAY.value),
        (Advice.state.in_(WITH_OTHERS), Pile.WAITING.value),
        (and_(at_home, due), Pile.TODAY.value),
        (at_home, Pile.LATER.value),
        else_=Pile.WAITING.value,
    )


def on_desk(person: Actor) -> tuple[dict[Pile, OnDesk], Sequence[Listed]]:
    """Return the top of each pile, and a few questions of each neighbourhood, by their day; one statement."""
    rows = [Listed(row) for row in db.session.execute(_tops(sides_of(person)), _asked(person))]
    piles = {}
    for pile in Pile:
        theirs = [each for each in rows if each.advice.pile == pile]
        most = DUE_ON_DESK if pile is Pile.TODAY else ON_DESK
        piles[pile] = OnDesk(
            [each for each in theirs if each.advice.at <= most], theirs[0].advice.many if theirs else 0
        )
    questions = [each for each in rows if each.advice.direction is Direction.ASKED and each.advice.here_at <= OF_EACH]
    return piles, questions


def page_of_pile(person: Actor, pile: Pile, after: str = "") -> PilePage:
    """Return a page of one pile, after the advice with a number; two statements."""
    asked = _asked(person) | {"wanted": pile.value, "after": after, "most": rows_asked(PAGE)}
    found = db.session.execute(_page(sides_of(person), further=bool(after)), asked).all()
    shown = page_of([Listed(row) for row in found], PAGE)
    more = shown[-1].advice.number if len(shown) < len(found) else ""
    return PilePage(pile, shown, clocks_late([each.advice for each in shown]), found[0].many if found else 0, more)


def clocks_late(many: Sequence[Any]) -> dict[int, Clock]:
    """Return the clocks of the questions that are late, by their ids; one statement, and none without such."""
    late = [each for each in many if each.direction is Direction.ASKED and each.due_on < today()]
    return clocks_of(late) if late else {}


def _asked(person: Actor) -> dict[str, Any]:
    return {"today": today(), **who_reads(person)}


@cache
def _piled(sides: Sides) -> Any:
    """Return what is open for somebody: in which pile, at which place in it, and how much lies in it."""
    pile = pile_of(bindparam("reader", type_=Integer), bindparam("today", type_=Date)).label("pile")
    by_day = (Advice.due_on, Advice.id)
    here = (Advice.neighbourhood_id, Advice.direction)
    columns = (
        Advice.id,
        pile,
        func.row_number().over(partition_by=pile, order_by=by_day).label("at"),
        func.count().over(partition_by=pile).label("many"),
        func.row_number().over(partition_by=here, order_by=by_day).label("here_at"),
        func.count().over(partition_by=here).label("here_many"),
    )
    open_still = Advice.state.in_((*UNANSWERED, *DRAFTS))
    found = select(*columns).join(Neighbourhood, Neighbourhood.id == Advice.neighbourhood_id)
    return found.where(on_their_side(sides), readable(sides), open_still).subquery()


@cache
def _tops(sides: Sides) -> Select[*tuple[Any, ...]]:
    piled = _piled(sides)
    found = select_listed().join(piled, piled.c.id == Advice.id).add_columns(*list(piled.c)[1:])
    asked = and_(Advice.direction == Direction.ASKED, piled.c.here_at <= OF_EACH)
    return found.where(or_(piled.c.at <= DUE_ON_DESK, asked)).order_by(Advice.due_on, Advice.id)


@cache
def _page(sides: Sides, *, further: bool) -> Select[*tuple[Any, ...]]:
    piled = _piled(sides)
    found = select_listed().join(piled, piled.c.id == Advice.id).add_columns(piled.c.many)
    found = found.where(piled.c.pile == bindparam("wanted", type_=String))
    if further:
        last = aliased(Advice)
        found = found.join(last, last.number == bindparam("after", type_=String))
        found = found.where(tuple_(Advice.due_on, Advice.id) > tuple_(last.due_on, last.id))
    return found.order_by(Advice.due_on, Advice.id).limit(bindparam("most", type_=Integer))
