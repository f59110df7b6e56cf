"""The fixed adviser of a neighbourhood: exactly one at a time, with history (W-3)."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.commands.people import end_grant, grant_role
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.absences import lend_along, take_back_lent, take_back_rights
from lms.programme.commands.teams import lock_people
from lms.programme.models import AdviserTerm, Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD
from lms.programme.queries.absences import leading_now
from lms.programme.queries.advisers import advised_by, open_term
from lms.programme.queries.closing import stood_in_for
from lms.programme.signals import adviser_changed

LEFT_YOU = "adviser.left_you"
#: So many neighbourhoods a notice names; the start page has them all.
NAMED = 5


def name_adviser(neighbourhood: Neighbourhood, person: Person, *, by: Person, origin: str) -> AdviserTerm:
    """Let somebody be the fixed adviser from now on; who was it before keeps that as history and nothing else."""
    lock_people(neighbourhood, person)
    db.session.refresh(person, ["active"])
    if neighbourhood.adviser_id == person.id:
        raise Refusal(_("%(name)s is al de vaste adviseur.", name=person.name), "person")
    if not person.active or Role.ADVISER not in {row.role for row in person.platform_roles}:
        raise Refusal(_("Kies iemand met de rol adviseur en een open account."), "person")
    ended = open_term(neighbourhood)
    if ended is not None:
        ended.until = now()
        end_grant(ended.grant)
        take_back_rights(neighbourhood, ended.person, Role.ADVISER)
    grant = grant_role(person, Role.ADVISER, NEIGHBOURHOOD, neighbourhood.id)
    term = AdviserTerm(neighbourhood_id=neighbourhood.id, person=person, grant=grant, since=grant.since)
    db.session.add(term)
    neighbourhood.adviser_id = person.id
    db.session.flush()
    lend_along(neighbourhood, person, Role.ADVISER)
    place = f"neighbourhood/{neighbourhood.uid}"
    audit.record("adviser.name", f"{place}/person/{person.uid}", actor_uid=by.uid, origin=origin)
    _tell(neighbourhood, term)
    announce(adviser_changed, neighbourhood=neighbourhood, person=person, before=ended.person if ended else None)
    return term


def lock_places_of(person: Person) -> None:
    """Lock the neighbourhoods somebody leads or advises, and then this person, before their account changes."""
    led = select(TeamMember.neighbourhood_id).where(
        TeamMember.person_id == person.id, TeamMember.role == Role.NEIGHBOURHOOD_DIRECTOR, TeamMember.until.is_(None)
    )
    theirs = or_(Neighbourhood.adviser_id == person.id, Neighbourhood.id.in_(led))
    places = select(Neighbourhood.id).where(theirs).order_by(Neighbourhood.id)
    db.session.execute(places.with_for_update())
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))


def tell_adviser_left(person: Person) -> None:
    """Tell, where the account of a fixed adviser leaves a gap, the coordinators in one notice and who leads there.

    Without a name: it may be erased after this, and the notices of others stay.
    """
    if left := advised_by(person):
        _tell_coordinators(person, [each.name for each in left])
        _tell_who_leads(person, left)


def _tell_coordinators(person: Person, left: Sequence[str]) -> None:
    def sentence() -> str:
        places, more = ", ".join(left[:NAMED]), len(left) - NAMED
        if more > 0:
            places = _("%(places)s en nog %(number)s", places=places, number=more)
        return _("Geen adviseur meer: %(places)s. Het account is gesloten. Kies iemand anders.", places=places)

    notify_all(
        [each for each in people_with_role(Role.COORDINATOR) if each.id != person.id],
        cause="adviser.left",
        object=f"person/{person.uid}",
        version=f"{now():%Y%m%d%H%M%S%f}",
        text=LazyString(sentence),
        url="/?als=coordinator",
    )


def _tell_who_leads(person: Person, left: Sequence[Neighbourhood]) -> None:
    """Tell directors, or who stands in for them, that their adviser is gone and who answers until there is another."""
    led = {each.id: each for each in left if each.director_id not in (None, person.id)}
    covered = stood_in_for(person)
    for number, people in leading_now(list(led.values()), or_coordinators=False).items():
        place = led[number]
        notify_all(
            people,
            cause=LEFT_YOU,
            object=f"neighbourhood/{place.uid}",
            version=f"{now():%Y%m%d%H%M%S%f}",
            text=_who_answers(place.name, stood_in=number in covered),
            url=f"/wijken/{place.slug}",
        )


def _who_answers(place: str, *, stood_in: bool) -> LazyString:
    if stood_in:
        return _l(
            "De adviseur van %(place)s is gestopt. Je vragen gaan naar wie waarneemt, tot er een nieuwe adviseur is.",
            place=place,
        )
    return _l(
        "%(place)s heeft nu geen adviseur. Je vragen gaan naar de coördinator, tot er een nieuwe adviseur is.",
        place=place,
    )


def settle_role(person: Person, taken: frozenset[Role]) -> None:
    """Refuse to take the role of who is fixed adviser somewhere; what they were lent as adviser ends."""
    if Role.ADVISER not in taken:
        return
    here = select(Neighbourhood.name).where(Neighbourhood.adviser_id == person.id).order_by(Neighbourhood.name)
    if names := db.session.scalars(here).all():
        raise Refusal(
            _(
                "%(name)s is vaste adviseur van %(places)s. Wijs daar eerst een andere adviseur aan.",
                name=person.name,
                places=", ".join(names),
            ),
            "roles",
        )
    take_back_lent(person, Role.ADVISER)


def _tell(neighbourhood: Neighbourhood, term: AdviserTerm) -> None:
    notify(
        term.person,
        cause="adviser.named",
        object=f"neighbourhood/{neighbourhood.uid}",
        version=str(term.id),
        text=_l("Je bent nu de vaste adviseur van %(place)s.", place=neighbourhood.name),
        url=f"/wijken/{neighbourhood.slug}",
    )
