"""The first page of advice, for each kind of reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.policy import can_ask, can_give
from lms.advice.queries.advice import PAGE, Listed, advice_for
from lms.advice.queries.workbench import Workbench, workbench_of
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS, places
from lms.programme.queries.neighbourhoods import neighbourhoods_in


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
    bench: Workbench | None


def home_of(person: Person, slug: str = "", *, before: int | None = None) -> Home:
    """Return the first page: the neighbourhood with this slug, or an adviser's desk, or the first of theirs."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER))
    here = next((each for each in own if each.slug == slug), None)
    if here is None and not places(person, NEIGHBOURHOOD, Role.ADVISER):
        here = next(iter(own), None)
    rows = advice_for(here, person, before=before) if here else ()
    more = rows[PAGE - 1].advice.id if len(rows) > PAGE else None
    asks = here is not None and can_ask(person, here)
    gives = bool(places(person, NEIGHBOURHOOD, Role.ADVISER)) if here is None else can_give(person, here)
    bench = workbench_of(person) if person.has_role(Role.ADVISER) and here is None else None
    return Home(own, here, rows[:PAGE], before, more, asks, gives, bench)
