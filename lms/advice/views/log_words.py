"""What lines of the log about advice are called, and what they are about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.advice.queries.log_names import NAMES
from lms.advice.queries.words import STATES

ACTIONS: Mapping[str, Any] = {
    "advice.ask": _l("Vraag om advies gesteld"),
    "advice.forward_asked": _l("Collega gevraagd om een vraag over te nemen"),
    "advice.forward_refused": _l("Collega nam een vraag niet over"),
    "advice.forward_taken_back": _l("Collega niet meer gevraagd"),
    "advice.lay_down": _l("Gesproken advies vastgelegd"),
    "advice.lifted_confidential": _l("Advies is niet meer vertrouwelijk"),
    "advice.marked_confidential": _l("Advies vertrouwelijk gemaakt"),
    "advice.move": _l("Advies ging een stap verder"),
    "advice.norm": _l("Termijn voor antwoorden veranderd"),
    "advice.owner_changed": _l("Een andere adviseur antwoordt"),
    "advice.reader_asked": _l("Collega gevraagd om mee te lezen"),
    "advice.size_changed": _l("Grootte van een vraag veranderd"),
    "advice.weigh": _l("Advies zonder vraag begonnen"),
    "bundle.address": _l("Bundel voorgelegd aan een ander programma"),
    "bundle.answer": _l("Antwoord op een bundel geschreven"),
    "bundle.approve": _l("Antwoord op een bundel meegelezen"),
    "bundle.begin": _l("Bundel begonnen"),
    "bundle.move": _l("Bundel ging een stap verder"),
    "bundle.return": _l("Antwoord op een bundel ging naar iedereen"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of neighbourhoods for the codes that are about advice; one statement."""
    parts = {code: code.split("/") for code in codes if code.startswith("advice/")}
    names = NAMES.of({(part[0], part[1]) for part in parts.values()})
    places = {code: names.get((part[0], part[1]), "") for code, part in parts.items()}
    return {
        code: _("Advies voor %(place)s", place=place) if place else _("Een advies") for code, place in places.items()
    }


OBJECTS = LogObjects(words=log_words, results={state.value: label for state, label in STATES.items()})
