"""Everything that goes along when an adviser leaves: of each neighbourhood where it is and what is open.

What is confidential goes along only with a yes of who leads: here it says no more than how much there is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.enums import Visibility
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.models.path import GIVEN, UNANSWERED
from lms.advice.policy import read_by
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.advice.queries.workbench import DRAFTS, Prompt, prompts_for
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import neighbourhoods_in

FEW = 3
MOST = 500


@dataclass(frozen=True)
class Bag:
    """What goes along of one neighbourhood: what is open, what was given last, and what is asked of it still."""

    neighbourhood: Neighbourhood
    standing: Standing
    open: Sequence[Listed]
    given: Sequence[Listed]
    due: Sequence[AdviceFollowUp]
    prompts: Sequence[Prompt]
    confidential: int = 0


def pack_of(person: Person) -> list[Bag]:
    """Return the whole caseload of an adviser, by name; six statements, however many neighbourhoods there are."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, Role.ADVISER))
    if not own:
        return []
    here = Advice.neighbourhood_id.in_([each.id for each in own])
    open_, closed = Advice.state.in_((*UNANSWERED, *DRAFTS)), Advice.visibility == Visibility.NAMED
    goes = or_(open_, closed, Advice.id.in_(_given_last(here, person)))
    rows = listed(select_listed().where(here, goes, read_by(person)).order_by(Advice.id.desc()).limit(MOST))
    stands, by_place = standings(own), defaultdict[int, list[Listed]](list)
    for row in rows:
        by_place[row.advice.neighbourhood_id].append(row)
    asked = select(AdviceFollowUp, Advice.neighbourhood_id).join(AdviceFollowUp.advice)
    asked = asked.where(
        here, read_by(person), Advice.visibility == Visibility.NEIGHBOURHOOD, AdviceFollowUp.answered_at.is_(None)
    ).order_by(AdviceFollowUp.due_on)
    due = defaultdict[int, list[AdviceFollowUp]](list)
    for followup, place in db.session.execute(asked.limit(MOST)):
        due[place].append(followup)
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


def _given_last(here: ColumnElement[bool], person: Person) -> Select[int]:
    """Return the few pieces of advice that each neighbourhood got last; what is open is never left out for them."""
    order = func.row_number().over(partition_by=Advice.neighbourhood_id, order_by=Advice.id.desc())
    open_ = (Advice.state.in_(GIVEN), Advice.visibility == Visibility.NEIGHBOURHOOD)
    given = select(Advice.id, order.label("at")).where(here, *open_, read_by(person)).subquery()
    return select(given.c.id).where(given.c.at <= FEW)
