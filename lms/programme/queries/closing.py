"""What the programme misses when the account of somebody closes, and who answers there then."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.accounts.slots import Hanging, PlaceKey
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import Absence, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD
from lms.programme.queries.absences import duties_of
from lms.programme.queries.stand_ins import lent_now


def place_words(keys: Collection[PlaceKey]) -> Mapping[PlaceKey, str]:
    """Return the names of neighbourhoods in words that follow a role."""
    ids = [number for kind, number in keys if kind == NEIGHBOURHOOD]
    if not ids:
        return {}
    rows = db.session.execute(select(Neighbourhood.id, Neighbourhood.name).where(Neighbourhood.id.in_(ids)))
    return {(NEIGHBOURHOOD, number): _("in %(place)s", place=name) for number, name in rows}


def stood_in_for(adviser: Person) -> frozenset[int]:
    """Return the numbers of the neighbourhoods where somebody stands in for this adviser now."""
    theirs = (Absence.person_id == adviser.id, Grant.role == Role.ADVISER, Grant.since <= now())
    return frozenset(each.neighbourhood.id for each in lent_now(*theirs))


def hangs_on(person: Person) -> Sequence[Hanging]:
    """Return what hangs on somebody: whom they advise, whom they lead, and where they stand in."""
    going = [each for each in duties_of(person) if each.neighbourhood.state is not NeighbourhoodState.FINISHED]
    advised = [each.neighbourhood for each in going if each.role is Role.ADVISER]
    led = [each.neighbourhood.name for each in going if each.role is not Role.ADVISER]
    covered = stood_in_for(person) if advised else frozenset()
    alone = [each.name for each in advised if each.id not in covered]
    shared = [each.name for each in advised if each.id in covered]
    lent = list(dict.fromkeys(each.neighbourhood.name for each in lent_now(Grant.person_id == person.id)))
    told = (
        Hanging(_("Adviseur van"), alone, _without_adviser(len(alone))),
        Hanging(_("Adviseur van, en iemand neemt nu waar"), shared, _until_the_stand_in_stops()),
        Hanging(_("Wijkregisseur van"), led, _without_director(len(led))),
        Hanging(_("Neemt waar in"), lent, _("Dat stopt meteen. Wie weg is, krijgt bericht.")),
    )
    return [each for each in told if each.places]


def _without_adviser(number: int) -> str:
    return ngettext(
        "Deze wijk heeft dan geen adviseur. Vragen gaan naar de coördinatoren, tot zij een nieuwe adviseur kiezen.",
        "Deze wijken hebben dan geen adviseur. Vragen gaan naar de coördinatoren, tot zij een nieuwe adviseur kiezen.",
        number,
    )


def _until_the_stand_in_stops() -> str:
    return _("Vragen gaan naar wie waarneemt, zolang dat is afgesproken. Daarna gaan ze naar de coördinatoren.")


def _without_director(number: int) -> str:
    return ngettext(
        "Deze wijk heeft dan geen wijkregisseur. Vragen gaan naar de adviseur.",
        "Deze wijken hebben dan geen wijkregisseur. Vragen gaan naar de adviseur.",
        number,
    )
