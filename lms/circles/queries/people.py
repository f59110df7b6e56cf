"""The people of a circle who speak there: whom something can be shown to."""

from collections.abc import Sequence

from lms.accounts.models import Actor, Person
from lms.circles.enums import SPEAKING
from lms.circles.models import Circle
from lms.circles.queries.circles import members_of


def speakers_of(circle: Circle, *, but: Actor | None = None) -> Sequence[Person]:
    """Return who takes part or facilitates, by name, ``but`` one."""
    people = [each.person for each in members_of(circle).rows if each.role in SPEAKING]
    return sorted((each for each in people if but is None or each.id != but.id), key=lambda each: each.name.casefold())
