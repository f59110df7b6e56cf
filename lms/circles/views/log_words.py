"""What lines of the log about circles are called, and what they are about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.circles.queries.log_names import NAMES

ACTIONS: Mapping[str, Any] = {
    "circle.agreement": _l("Gezegd hoe een afspraak van een leerkring staat"),
    "circle.agreement_hand_over": _l("Een ander doet een afspraak van een leerkring"),
    "circle.change": _l("Leerkring veranderd"),
    "circle.expert": _l("Expert mag het programma van een bijeenkomst zien"),
    "circle.expert_off": _l("Link van een expert ingetrokken"),
    "circle.hush_case": _l("Casus vertrouwelijk gemaakt"),
    "circle.hush_note": _l("Aantekening vertrouwelijk gemaakt"),
    "circle.hush_session": _l("Bijeenkomst vertrouwelijk gemaakt"),
    "circle.join": _l("Iemand kwam in een leerkring"),
    "circle.leave": _l("Iemand ging uit een leerkring"),
    "circle.lift_case": _l("Casus is niet meer vertrouwelijk"),
    "circle.lift_note": _l("Aantekening is niet meer vertrouwelijk"),
    "circle.lift_session": _l("Bijeenkomst is niet meer vertrouwelijk"),
    "circle.make": _l("Leerkring begonnen"),
    "circle.neighbourhood": _l("Iemand komt voor een andere wijk in een leerkring"),
    "circle.note_restore": _l("Oude notitie van een leerkring teruggezet"),
    "circle.remind": _l("Stille deelnemers herinnerd aan een bijeenkomst"),
    "circle.report_add": _l("Iets onder een vastgesteld verslag gezet"),
    "circle.report_correct": _l("Eigen woorden in een verslag aangepast"),
    "circle.rules": _l("Afspraken van een leerkring opgeschreven"),
    "circle.rules_accept": _l("Ja gezegd tegen de afspraken van een leerkring"),
    "circle.series": _l("Reeks van een leerkring gepland"),
    "circle.session_begin": _l("Bijeenkomst van een leerkring begonnen"),
    "circle.session_not_begun": _l("Begin van een bijeenkomst van een leerkring teruggenomen"),
    "circle.round_for": _l("Stand van een wijk opgeschreven door de begeleider"),
    "circle.session_round_off": _l("Bijeenkomst van een leerkring gestopt"),
    "circle.trial": _l("Leerkring gaf een oordeel over een proefversie"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of circles for the codes that are about one; one statement."""
    parts = {code: code.split("/") for code in codes if code.startswith("circle/")}
    names = NAMES.of({(part[0], part[1]) for part in parts.values()})
    return {code: names.get((part[0], part[1]), str(_l("Een leerkring"))) for code, part in parts.items()}


OBJECTS = LogObjects(words=log_words)
