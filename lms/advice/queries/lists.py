"""The first page of advice, for each kind of reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.enums import State
from lms.advice.models import Advice
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import can_ask, can_give, of_advisers, read_by
from lms.advice.queries.advice import PAGE, Listed, advice_for, listed, select_listed
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS, places
from lms.programme.queries.neighbourhoods import neighbourhoods_in

WORKS_ON = tuple(each for each in UNANSWERED if each is not State.CLARIFYING)


@dataclass(frozen=True)
class Home:
    """What somebody sees first: of one neighbourhood everything, and as an adviser what is theirs to do."""

    neighbourhoods: Sequence[Neighbourhood]
    neighbourhood: Neighbourhood | None
    rows: Sequence[Listed]
    before: int | None
    more: int | None
    asks: bool
    gives: bool
    mine: Sequence[Listed]
    waiting: Sequence[Listed]


def home_of(person: Person, slug: str = "", *, before: int | None = None) -> Home:
    """Return the first page: the neighbourhood with this slug, or the first of their own."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER))
    here = next((each for each in own if each.slug == slug), None)
    if here is None and not places(person, NEIGHBOURHOOD, Role.ADVISER):
        here = next(iter(own), None)
    rows = advice_for(here, person, before=before) if here else ()
    more = rows[PAGE - 1].advice.id if len(rows) > PAGE else None
    asks = here is not None and can_ask(person, here)
    gives = bool(places(person, NEIGHBOURHOOD, Role.ADVISER)) if here is None else can_give(person, here)
    mine, waiting = _work_of(person) if person.has_role(Role.ADVISER) and here is None else ((), ())
    return Home(own, here, rows[:PAGE], before, more, asks, gives, mine, waiting)


def _work_of(person: Person) -> tuple[Sequence[Listed], Sequence[Listed]]:
    """Return what an adviser has to answer, by day, and what waits for others; one statement."""
    open_still = select_listed().where(of_advisers(person), read_by(person), Advice.state.in_(UNANSWERED))
    rows = listed(open_still.order_by(Advice.due_on, Advice.id).limit(200))
    mine = [each for each in rows if each.advice.state in WORKS_ON and each.advice.state is not State.SECOND_READER]
    return mine, [each for each in rows if each not in mine]
