"""Whom people of a team call."""

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, TEAM, places
from lms.programme.queries.absences import addressees
from lms.programme.queries.neighbourhoods import neighbourhoods_in


def contact_of(neighbourhood: Neighbourhood) -> Person | None:
    """Return whom people of a team call first, in one statement: the director, who stands in, or the adviser."""
    return next(iter(addressees(neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR, or_coordinators=False)), None)


def contacts_of(person: Person) -> list[tuple[Neighbourhood, Person]]:
    """Return whom to call for each neighbourhood whose team somebody is in."""
    own = places(person, NEIGHBOURHOOD, *TEAM)
    found = [(each, contact_of(each)) for each in (neighbourhoods_in(own) if own else ())]
    return [(place, contact) for place, contact in found if contact and contact.id != person.id]
