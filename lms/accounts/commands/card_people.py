"""Letting in people without an e-mail address: a person, a role in one place, and a printed card at once."""

from flask_babel import gettext as _

from lms.accounts.commands.people import grant_role
from lms.accounts.commands.sign_in_cards import MadeCard, make_card
from lms.accounts.enums import CARD_ROLES
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Person
from lms.accounts.policy import may_give
from lms.accounts.slots import Place
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db


def welcome_with_card(*, name: str, place: Place, language: str = "nl", by: Person, origin: str) -> MadeCard:
    """Make somebody without an address, active at once: the card handed over by who knows them is the invitation."""
    if place[0] not in CARD_ROLES or not may_give(by, place):
        raise MayNotGive(_("Deze rol mag jij niet geven. Vraag het een beheerder."), "role")
    moment = now()
    person = Person(
        name=" ".join(name.split()),
        email=None,
        active=True,
        accepted_at=moment,
        created_at=moment,
        language=language,
        platform_roles=[],
        all_grants=[],
    )
    db.session.add(person)
    db.session.flush()
    grant_role(person, *place)
    audit.record("person.welcome", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    return make_card(person, by=by, origin=origin)
