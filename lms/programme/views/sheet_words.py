"""The words of the page about a neighbourhood for a PDF, which knows no filters and has letters of one font."""

from datetime import date
from typing import Any

from flask import render_template_string
from flask_babel import gettext as _

from lms.programme.models import Neighbourhood
from lms.programme.queries.ggd import Sheet
from lms.ui.formats import day

HERE = '{% from "programme/_words.html" import adviser_word, here_words, step_word %}'
LATIN_TO_CYRILLIC = 0x530
SIGNS = frozenset("–—‘’‚“”„…•€→≥≤×")


def sheet_words(neighbourhood: Neighbourhood, sheet: Sheet, today: date) -> dict[str, Any]:
    """Return everything the page says, as plain text."""
    told = {
        "title": _("%(name)s op één blad", name=neighbourhood.name),
        "place": f"{neighbourhood.municipality.name}, {neighbourhood.ggd.name}, {neighbourhood.tranche.title}",
        "standing_on": _("Stand op %(day)s", day=day(today)),
        "facts": _facts(neighbourhood, sheet),
        "steps_head": _("Stappen op de actiekaart"),
        "steps": [
            [f"{each.step.number}. {each.step.title}", _said("{{ step_word(status) }}", status=each.status)]
            for each in sheet.standing.steps
        ],
        "decisions_head": _("Besluiten"),
        "decisions": [_decision(each) for each in sheet.decisions],
        "offers_head": _("Hulp in de buurt"),
        "offers": [" · ".join(filter(None, (each.name, each.where, each.phone))) for each in sheet.offers],
        "helped_head": _("Mensen op weg geholpen"),
        "helped": _helped(sheet),
        "nothing": _("Nog niets opgeschreven."),
        "note": _("Getallen onder de vijf staan niet op dit blad. Zo blijft niemand herkenbaar."),
    }
    return {name: _readable(value) for name, value in told.items()}


def _facts(neighbourhood: Neighbourhood, sheet: Sheet) -> list[list[str]]:
    agreement, plan = sheet.agreement, sheet.plan
    director = neighbourhood.director
    return [
        [_("Nu"), _said("{{ here_words(standing) }}", standing=sheet.standing)],
        [_("Wijkregisseur"), director.name if director else _("vacature")],
        [_("Adviseur"), _said("{{ adviser_word(place, unnamed) }}", place=neighbourhood, unnamed=_("nog kiezen"))],
        [_("Afspraak"), _("tot en met %(day)s", day=day(agreement.ends_on)) if agreement else _("nog geen afspraak")],
        [_("Wijkplan"), (plan.link or plan.file_name or "") if plan else _("nog geen plan")],
    ]


def _decision(decision: Any) -> dict[str, str]:
    there = _("Bewoners beslisten mee.") if decision.residents_there else _("Er waren geen bewoners bij.")
    return {"question": decision.question, "decided": decision.decided, "when": f"{day(decision.decided_on)}. {there}"}


def _helped(sheet: Sheet) -> list[list[str]]:
    rows = [
        [_("Kwartaal %(number)s van %(year)s", number=quarter.number, year=quarter.year), str(count)]
        for quarter, count in sheet.helped.quarters.items()
    ]
    return [*rows, [_("Samen"), str(sheet.helped.total)]]


def _said(template: str, **given: Any) -> str:
    """Return the words that pages use for this, so that a PDF never says it otherwise."""
    return " ".join(render_template_string(HERE + template, **given).split())


def _readable(value: Any) -> Any:
    """Return the same with only letters and signs the font has: others, such as little pictures, are left out."""
    if isinstance(value, str):
        return "".join(sign for sign in value if ord(sign) < LATIN_TO_CYRILLIC or sign in SIGNS)
    if isinstance(value, dict):
        return {name: _readable(each) for name, each in value.items()}
    return [_readable(each) for each in value]
