"""What lines of the log about the programme are about, in words."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.accounts.slots import LogObjects
from lms.programme.enums import StepStatus
from lms.programme.queries.log_names import NAMES

#: Kinds of things, by what the log calls them; behind it comes the name of the neighbourhood.
KINDS: Mapping[str, Any] = {
    "absence": _l("Een tijd weg"),
    "decision": _l("Een besluit"),
    "evidence": _l("Iets bij een stap"),
    "feedback": _l("Een mening over een stap"),
    "frame": _l("Iets dat verandert"),
    "help": _l("Hulp in de buurt"),
    "milestone": _l("Een mijlpaal"),
    "moment": _l("Een moment"),
    "neighbourhood": _l("Een wijk"),
    "one-page": _l("Een A4 voor de wethouder"),
    "programme": _l("Een programma"),
    "risk": _l("Een risico"),
}
RESULTS: Mapping[str, Any] = {
    StepStatus.NOT_STARTED: _l("Nog niet begonnen"),
    StepStatus.IN_PROGRESS: _l("Bezig"),
    StepStatus.DONE_FOR_NOW: _l("Klaar voor nu"),
    StepStatus.REOPENED: _l("Opnieuw bezig"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what these codes are about, as far as they are of the programme; one statement."""
    parts = {code: code.split("/") for code in codes}
    names = NAMES.of({(part[0], part[1]) for part in parts.values() if len(part) > 1})
    return {code: said for code, part in parts.items() if (said := _said(part, names))}


def _said(part: list[str], names: Mapping[tuple[str, str], str]) -> str:
    kind, which, *more = part if len(part) > 1 else ("", "")
    name = names.get((kind, which), "")
    if kind == "card" and more:
        return _("Actiekaart, versie %(number)s", number=more[0])
    if kind == "people" and which.isdigit():
        return ngettext("%(num)d mens", "%(num)d mensen", int(which))
    if kind not in KINDS:
        return ""
    if kind in {"milestone", "risk"}:
        return f"{KINDS[kind]}: {_('nummer %(number)s', number=name)}" if name else str(KINDS[kind])
    if kind in {"neighbourhood", "programme"}:
        said = name or str(KINDS[kind])
        return f"{said}, {_('stap: %(step)s', step=more[0])}" if more else said
    return f"{KINDS[kind]}, {name}" if name else str(KINDS[kind])


OBJECTS = LogObjects(words=log_words, results=RESULTS)
