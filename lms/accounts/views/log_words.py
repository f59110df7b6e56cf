"""What the actions, outcomes and origins of log lines are called on screen."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.commands.log import BROKEN, BY_ITSELF
from lms.accounts.commands.refused import NOBODY, REFUSED, VISITOR
from lms.accounts.enums import PLATFORM_ROLES
from lms.accounts.queries.log import PERSON, WHOLE, LogLine
from lms.accounts.queries.role_words import ROLE_NAMES
from lms.accounts.slots import LOG_OBJECTS, LOG_WORDS
from lms.kernel.retention import kinds
from lms.kernel.slots import fillers
from lms.ui.languages import chosen_language

#: The actions of accounts; a feature that writes to the log fills the slot with its own.
ACTIONS: Mapping[str, Any] = {
    "session.begin": _l("Ingelogd"),
    "session.half": _l("Ingelogd, nog zonder de tweede stap"),
    "session.end": _l("Uitgelogd"),
    "session.try": _l("Geprobeerd in te loggen"),
    "passkey.try": _l("Geprobeerd in te loggen met een passkey"),
    "factor.try": _l("Geprobeerd in te loggen, bij de tweede stap"),
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
    "access.invited": _l("Ja gezegd op een verzoek om toegang"),
    "access.declined": _l("Nee gezegd op een verzoek om toegang"),
    "factor.add.app": _l("Tweede stap: app met codes aangezet"),
    "factor.add.passkey": _l("Tweede stap: passkey gemaakt"),
    "factor.remove.app": _l("Tweede stap: app met codes uitgezet"),
    "factor.remove.passkey": _l("Tweede stap: passkey weggehaald"),
    "factor.remove.all": _l("Tweede stap: alles weggehaald"),
    "person.welcome": _l("Iemand met een inlogkaart welkom geheten"),
    "card.make": _l("Inlogkaart gemaakt"),
    "card.replace": _l("Inlogkaart vervangen"),
    "card.end": _l("Inlogkaart gestopt"),
    "card.stopped": _l("Inlogkaart gestopt na te veel foute plaatjes"),
    "card.sign_in": _l("Ingelogd met een inlogkaart"),
    "card.try": _l("Geprobeerd in te loggen met een inlogkaart"),
    "consent.give.phone": _l("Toestemming gegeven: telefoonnummer laten zien"),
    "consent.withdraw.phone": _l("Toestemming teruggenomen: telefoonnummer laten zien"),
    "consent.give.works_on": _l("Toestemming gegeven: werkdagen laten zien"),
    "consent.withdraw.works_on": _l("Toestemming teruggenomen: werkdagen laten zien"),
    "mail.read": _l("Een mail bekeken"),
    "mail.retry": _l("Een mail nog een keer verstuurd"),
    "log.check": _l("Logboek gecontroleerd"),
    "kept.forget": _l("Weggegooid wat lang genoeg bewaard was"),
    **{f"role.give.{role}": _l("Rol gegeven: %(role)s", role=ROLE_NAMES[role]) for role in PLATFORM_ROLES},
    **{f"role.take.{role}": _l("Rol weggehaald: %(role)s", role=ROLE_NAMES[role]) for role in PLATFORM_ROLES},
}


class Group(NamedTuple):
    """Actions somebody looks for together; a code belongs when it holds one of the marks between its dots."""

    label: Any
    marks: tuple[str, ...]


GROUPS: Mapping[str, Group] = {
    "toestemmingen": Group(_l("Toestemmingen"), (".consent.",)),
    "rollen": Group(_l("Rollen en plekken"), (".role.", ".team.", ".adviser.", ".absence.")),
    "downloads": Group(_l("Downloads"), (".export.",)),
    "lezen": Group(_l("Lezen van gevoelige gegevens"), (".read.",)),
}
#: What an object is, by the part before the slash; of people the page shows the name.
OBJECTS: Mapping[str, Any] = {
    "person": _l("Iemand die gewist is"),
    "mail": _l("Een mail"),
    "access": _l("Een verzoek om toegang"),
    "lines": _l("Alle regels"),
    "line": _l("Een regel"),
}
RESULTS: Mapping[str, Any] = {WHOLE: _l("Gelukt"), REFUSED: _l("Niet gelukt"), BROKEN: _l("Klopt niet")}
NETWORK, SHORT = re.compile(r"[0-9a-f]{16}"), 6
ORIGINS: Mapping[str, Any] = {"cli": _l("De server zelf"), BY_ITSELF: _l("Vanzelf"), VISITOR: _l("Een bezoeker")}


class About(NamedTuple):
    """What a line is about, and where that was."""

    what: str
    where: str = ""


def about_lines(lines: Iterable[LogLine]) -> dict[str, About]:
    """Return what lines are about by their code; each feature with a thing among them costs one statement."""
    named = {line.entry.object: line.about for line in lines}
    places = {code: place for code in named if (place := code.rpartition(f"/{PERSON}")[0])}
    told: dict[str, str] = {}
    for filler in fillers(LOG_OBJECTS):
        told |= filler.words({places.get(code, code) for code in named})
    found = {}
    for code, name in named.items():
        where = places.get(code, "")
        what = code.removeprefix(f"{where}/") if where else code
        found[code] = About(name or about(what, told), about(where, told) if where else "")
    return found


def result_words() -> dict[str, Any]:
    """Return what outcomes are called."""
    return {code: words for filler in fillers(LOG_OBJECTS) for code, words in filler.results.items()} | {**RESULTS}


def origin_words(origin: str) -> str:
    """Return where a line came from: a way in of ours, or the code of a network in short."""
    if origin in ORIGINS:
        return str(ORIGINS[origin])
    return _("Netwerk %(code)s", code=origin[:SHORT]) if NETWORK.fullmatch(origin) else origin


def about(code: str, told: Mapping[str, str]) -> str:
    """Return an object of the log in words, with its number or id; the code itself when it has no words."""
    if code in told:
        return told[code]
    kind, _slash, which = code.partition("/")
    if which == NOBODY:
        return str(_l("Niemand die we kennen"))
    if kind == "kept":
        return _forgotten(*which.split("/"))
    return f"{OBJECTS[kind]} ({which})" if kind in OBJECTS else code


def _forgotten(key: str, number: str) -> str:
    """Return what was thrown away and how much; the key alone when it is not kept any more."""
    words = {kept.key: str(kept.what) for kept in kinds()}
    return f"{words.get(key, key)} ({number})"


def action_words() -> Mapping[str, str]:
    """Return what each action is called, in the order of the alphabet; the application keeps it for each language."""
    known: dict[str, dict[str, str]] = current_app.extensions.setdefault("lms.log_words", {})
    language = chosen_language()
    if language not in known:
        found = {code: str(words) for filler in fillers(LOG_WORDS) for code, words in filler.items()}
        known[language] = dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
    return known[language]


def actions_of(group: str) -> list[str]:
    """Return the actions of a group; nothing when there is no such group."""
    marks = GROUPS[group].marks if group in GROUPS else ()
    return [code for code in action_words() if any(mark in f".{code}." for mark in marks)] if marks else []
