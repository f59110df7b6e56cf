"""What lines of the log about circles are called, and what they are about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.circles.queries.log_names import NAMES

ACTIONS: Mapping[str, Any] = {
    "circle.change": _l("Leerkring veranderd"),
    "circle.join": _l("Iemand kwam in een leerkring"),
    "circle.leave": _l("Iemand ging uit een leerkring"),
    "circle.make": _l("Leerkring begonnen"),
    "circle.neighbourhood": _l("Iemand komt voor een andere wijk in een leerkring"),
    "circle.rules": _l("Afspraken van een leerkring opgeschreven"),
    "circle.rules_accept": _l("Ja gezegd tegen de afspraken van een leerkring"),
    "circle.series": _l("Reeks van een leerkring gepland"),
    "circle.trial": _l("Leerkring gaf een oordeel over een proefversie"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of circles for the codes that are about one; one statement."""
    parts = {code: code.split("/") for code in codes if code.startswith("circle/")}
    names = NAMES.of({(part[0], part[1]) for part in parts.values()})
    return {code: names.get((part[0], part[1]), str(_l("Een leerkring"))) for code, part in parts.items()}


OBJECTS = LogObjects(words=log_words)
