"""What the actions, outcomes and origins of log lines are called on screen."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.accounts.commands.log import BROKEN, BY_ITSELF
from lms.accounts.enums import PLATFORM_ROLES
from lms.accounts.queries.log import WHOLE
from lms.accounts.slots import LOG_WORDS
from lms.accounts.views.words import ROLE_NAMES
from lms.kernel.slots import fillers

#: The actions of accounts; a feature that writes to the log fills the slot with its own.
ACTIONS: Mapping[str, Any] = {
    "session.begin": _l("Ingelogd"),
    "session.half": _l("Ingelogd, nog zonder de tweede stap"),
    "session.end": _l("Uitgelogd"),
    "person.invite": _l("Iemand uitgenodigd"),
    "person.invite_again": _l("Uitnodiging nog een keer verstuurd"),
    "person.accept": _l("Uitnodiging aangenomen"),
    "person.password": _l("Nieuw wachtwoord gekozen"),
    "person.address": _l("Ander e-mailadres gekozen"),
    "person.end_sessions": _l("Op andere apparaten uitgelogd"),
    "person.deactivate": _l("Account gesloten"),
    "person.reactivate": _l("Account weer geopend"),
    "person.export": _l("Gegevens van iemand gedownload"),
    "person.erase": _l("Account gewist"),
    "access.invited": _l("Ja gezegd op een vraag om toegang"),
    "access.declined": _l("Nee gezegd op een vraag om toegang"),
    "factor.add.app": _l("Tweede stap: app met codes aangezet"),
    "factor.add.passkey": _l("Tweede stap: passkey gemaakt"),
    "factor.remove.app": _l("Tweede stap: app met codes uitgezet"),
    "factor.remove.passkey": _l("Tweede stap: passkey weggehaald"),
    "factor.remove.all": _l("Tweede stap: alles weggehaald"),
    "mail.read": _l("Een mail bekeken"),
    "mail.retry": _l("Een mail nog een keer verstuurd"),
    "log.check": _l("Logboek gecontroleerd"),
    **{f"role.give.{role}": _l("Rol gegeven: %(role)s", role=ROLE_NAMES[role]) for role in PLATFORM_ROLES},
    **{f"role.take.{role}": _l("Rol weggehaald: %(role)s", role=ROLE_NAMES[role]) for role in PLATFORM_ROLES},
}
#: What an object is, by the part before the slash; of people the page shows the name.
OBJECTS: Mapping[str, Any] = {
    "person": _l("Iemand die gewist is"),
    "mail": _l("Een mail"),
    "access": _l("Een vraag om toegang"),
    "lines": _l("Alle regels"),
    "line": _l("Een regel"),
}
RESULTS: Mapping[str, Any] = {WHOLE: _l("Gelukt"), BROKEN: _l("Klopt niet")}
ORIGINS: Mapping[str, Any] = {"cli": _l("De server zelf"), BY_ITSELF: _l("Vanzelf")}


def about(code: str) -> str:
    """Return an object of the log in words, with its number or id; the code itself when it has no words."""
    kind, _slash, which = code.partition("/")
    return f"{OBJECTS[kind]} ({which})" if kind in OBJECTS else code


def action_words() -> dict[str, str]:
    """Return what each action is called, in the order of the alphabet."""
    found = {code: str(words) for filler in fillers(LOG_WORDS) for code, words in filler.items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
