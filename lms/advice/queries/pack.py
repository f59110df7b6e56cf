"""Everything that goes along when an adviser leaves: of each neighbourhood where it is and what is open.

What is confidential goes along only with a yes of who leads: here it says no more than how much there is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.enums import Visibility
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.models.path import GIVEN, UNANSWERED
from lms.advice.policy import Sides, readable, sides_of, who_reads
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.advice.queries.piles import DRAFTS
from lms.advice.queries.places import places_by_name
from lms.advice.queries.workbench import Prompt, prompts_for
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings

FEW = 3
#: Written out, so that the small index of what is confidential is found.
NAMED: ColumnElement[str] = literal_column(f"'{Visibility.NAMED.value}'")
MOST = 500


@dataclass(frozen=True)
class Bag:
    """What goes along of one neighbourhood: what is open, what was given last, and what is asked of it still."""

    neighbourhood: Neighbourhood
    standing: Standing
    open: Sequence[Listed]
    given: Sequence[Listed]
    due: Sequence[Row[Any]]
    prompts: Sequence[Prompt]
    confidential: int = 0


def pack_of(person: Person) -> list[Bag]:
    """Return the whole caseload of an adviser, by name; six statements, however many neighbourhoods there are."""
    own = places_by_name(places(person, NEIGHBOURHOOD, Role.ADVISER))
    if not own:
        return []
    sides, asked = sides_of(person), {"places": [each.id for each in own], "most": MOST, **who_reads(person)}
    stands, by_place = standings(own), defaultdict[int, list[Listed]](list)
    for row in listed(_whole(sides), asked):
        by_place[row.advice.neighbourhood_id].append(row)
    due = defaultdict[int, list[Row[Any]]](list)
    for told in db.session.execute(_due(sides), asked):
        due[told.neighbourhood_id].append(told)
    prompts = prompts_for(own, stands)
    return [
        Bag(
            each,
            stands[each.id],
            [row for row in by_place[each.id] if _goes_along(row) and row.advice.state not in GIVEN],
            [row for row in by_place[each.id] if _goes_along(row) and row.advice.state in GIVEN],
            due[each.id],
            [prompt for prompt in prompts if prompt.neighbourhood.id == each.id],
            sum(row.advice.visibility is Visibility.NAMED for row in by_place[each.id]),
        )
        for each in own
    ]


def _goes_along(row: Listed) -> bool:
    return row.advice.visibility is Visibility.NEIGHBOURHOOD


@cache
def _whole(sides: Sides) -> Select[*tuple[Any, ...]]:
    """Return what is open, what is confidential, and the few pieces of advice that each neighbourhood got last.

    Each is found by an index of its own, however much advice there ever was.
    """
    here = Advice.neighbourhood_id.in_(_ids())
    open_ = select(Advice.id).where(here, Advice.state.in_((*UNANSWERED, *DRAFTS)))
    closed = select(Advice.id).where(here, Advice.visibility == NAMED)
    goes = union_all(open_.correlate(None), closed.correlate(None), _given_last(sides))
    found = select_listed().where(Advice.id.in_(goes), readable(sides)).order_by(Advice.id.desc())
    return found.limit(bindparam("most", type_=Integer))


def _given_last(sides: Sides) -> Select[int]:
    place, given = aliased(Neighbourhood), aliased(Advice)
    known = (Advice.state.in_(GIVEN), Advice.visibility == Visibility.NEIGHBOURHOOD, readable(sides))
    last = select(Advice.id).where(Advice.neighbourhood_id == place.id, *known).order_by(Advice.id.desc())
    since = func.coalesce(last.offset(FEW - 1).limit(1).correlate(place).scalar_subquery(), 0)
    there = (given.neighbourhood_id == place.id, given.id >= since)
    found = select(given.id).select_from(place).join(given, and_(*there))
    return found.where(place.id.in_(_ids()), given.state.in_(GIVEN)).correlate(None)


@cache
def _due(sides: Sides) -> Select[*tuple[Any, ...]]:
    """Return of what it is asked what came of it, and when that was or is to be, by neighbourhood."""
    open_ = (Advice.visibility == Visibility.NEIGHBOURHOOD, AdviceFollowUp.answered_at.is_(None))
    told = (Advice.neighbourhood_id, Advice.number, Advice.title, AdviceFollowUp.due_on, AdviceFollowUp.asked_at)
    asked = select(*told).join(AdviceFollowUp.advice)
    asked = asked.where(Advice.neighbourhood_id.in_(_ids()), readable(sides), *open_)
    return asked.order_by(AdviceFollowUp.due_on).limit(bindparam("most", type_=Integer))


@cache
def _ids() -> BindParameter[int]:
    return bindparam("places", type_=Integer, expanding=True)
