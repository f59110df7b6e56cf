"""The report of a session as accessible PDF."""

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from lms.circles.enums import LineKind
from lms.circles.queries.report_words import MARKS, POLARITIES, STATES
from lms.circles.queries.reports import Said, SessionReport
from lms.kernel.pdf import PdfProblem, render
from lms.training.queries.certificate_files import settable
from lms.ui import print_font
from lms.ui.formats import day, weekday

TEMPLATE = Path(__file__).parents[1] / "templates" / "circles" / "report.typ"
LANGUAGE = "nl"


def report_sheet(found: SessionReport) -> dict[str, Any]:
    """Return what stands on paper, in the language that holds."""
    session = found.session
    learned = [
        {
            "title": f"{each.theme.number}. {each.theme.title}" if each.theme else _("Bij geen thema"),
            "lines": [_line(said) for said in each.lines] or [_("Hier is niets bij opgeschreven.")],
        }
        for each in found.by_theme
    ]
    others = [
        (_("Afspraken"), [_line(each) for each in found.of(LineKind.AGREEMENT)]),
        (_("Besluiten"), [_line(each) for each in found.of(LineKind.DECISION)]),
        (_("Actiekaartronde"), [_line(each) for each in found.of(LineKind.ROUND)]),
        (_("Later toegevoegd"), [_added(each) for each in found.addenda]),
    ]
    return {
        "title": _("Verslag van bijeenkomst %(number)s: %(subject)s", number=session.number, subject=session.subject),
        "about": session.circle.name,
        "when": weekday(session.meeting.starts_at),
        "mark": _("Concept tot en met %(day)s", day=day(found.report.last_day)) if found.open else _("Vastgesteld"),
        "learned": _("Wat we leerden"),
        "themes": learned,
        "groups": [{"title": title, "lines": lines} for title, lines in others if lines],
        "words": {"logo": _("Kringwijs, een kring die aan één kant open is")},
    }


def report_pdf(sheet: dict[str, Any]) -> bytes:
    """Return the paper; runs while no transaction is open. A sign no letter can set is left out."""
    try:
        return _set(sheet)
    except PdfProblem:
        return _set(settable(sheet))


def _set(sheet: dict[str, Any]) -> bytes:
    name = sheet["title"]
    return render(TEMPLATE, sheet, title=name, language=LANGUAGE, font=print_font.FAMILY, font_folder=print_font.FOLDER)


def _line(said: Said) -> str:
    who = [each.name for each in (said.person, said.neighbourhood) if each is not None]
    head = str(POLARITIES.get(said.label) or STATES.get(said.label) or "")
    text = f"{head}: {said.text}" if head else said.text
    if said.more:
        text += f" ({MARKS[said.kind]} {said.more})" if MARKS.get(said.kind) else f" ({said.more})"
    if said.day:
        text += f", {day(said.day)}"
    return f"{text} · {', '.join(who)}" if who else text


def _added(each: Any) -> str:
    return " · ".join(part for part in (each.text, each.by.name if each.by else "", day(each.at)) if part)
