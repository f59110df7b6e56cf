"""What the actions about organisations are called on the log page."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects

ACTIONS: Mapping[str, Any] = {
    "organisation.add": _l("Organisatie toegevoegd"),
    "organisation.change": _l("Gegevens van een organisatie veranderd"),
    "organisation.confirm": _l("Bevestigd dat een organisatie geen tabaksindustrie is"),
    "organisation.contact.add": _l("Contactpersoon toegevoegd"),
    "organisation.contact.change": _l("Contactpersoon veranderd"),
    "organisation.contact.remove": _l("Contactpersoon weggehaald"),
    "organisation.unconfirm": _l("Bevestiging over tabaksindustrie teruggenomen"),
    "organisation.work.begin": _l("Iemand werkt nu bij een organisatie"),
    "organisation.work.end": _l("Iemand werkt niet meer bij een organisatie"),
    "role.give.designer": _l("Rol gegeven: ontwerper van een ontwerpbureau"),
    "role.give.ggd_manager": _l("Rol gegeven: manager van een GGD"),
    "role.take.designer": _l("Rol weggehaald: ontwerper van een ontwerpbureau"),
    "role.take.ggd_manager": _l("Rol weggehaald: manager van een GGD"),
}


def _log_words(codes: Collection[str]) -> Mapping[str, str]:
    return {code: _("Een organisatie") for code in codes if code.startswith("organisation/")}


OBJECTS = LogObjects(words=_log_words)
