"""The first page of advice, for each kind of reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.policy import can_ask, can_give
from lms.advice.queries.advice import PAGE, Listed, advice_for
from lms.advice.queries.places import places_by_name
from lms.advice.queries.workbench import Workbench, workbench_of
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS, places


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
    own = places_by_name(places(person, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER))
    advised = places(person, NEIGHBOURHOOD, Role.ADVISER)
    here = next((each for each in own if each.slug == slug), None)
    if here is None and not advised:
        here = next(iter(own), None)
    rows = advice_for(here, person, before=before) if here else ()
    more = rows[PAGE - 1].advice.id if len(rows) > PAGE else None
    asks = here is not None and can_ask(person, here)
    gives = bool(advised) if here is None else can_give(person, here)
    sits = person.has_role(Role.ADVISER) and here is None
    bench = workbench_of(person, [each for each in own if each.id in advised]) if sits else None
    return Home(own, here, rows[:PAGE], before, more, asks, gives, bench)
