"""Making one A4 for the alderman: it fits, or we say what to leave out."""

import unicodedata
from pathlib import Path
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.files import NoSuchFile, files
from lms.kernel.pdf import PdfProblem, render
from lms.kernel.refusal import Refusal
from lms.programme.models import Moment, Neighbourhood, OnePage
from lms.programme.queries.one_page import Sheet
from lms.ui import print_font
from lms.ui.formats import day, month

TEMPLATE = Path(__file__).parents[1] / "templates" / "programme" / "one_page.typ"
TOO_LONG = "more than one page"
#: How many letters of a moment stand beside a photo before they take more room than it.
PHOTO_LETTERS = 450
#: Drawings, private signs and halves of signs, which the font of a PDF lacks.
UNPRINTABLE = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cf"})


def pdf_of(sheet: Sheet) -> bytes:
    """Return a page as an accessible PDF of exactly one A4; refuse what does not fit.

    Runs while no transaction is open.
    """
    try:
        told = {"title": sheet.title, "language": str(get_locale() or "nl")[:2]}
        return render(TEMPLATE, _data(sheet), **told, font=print_font.FAMILY, font_folder=print_font.FOLDER)
    except PdfProblem as problem:
        if TOO_LONG in str(problem):
            raise Refusal(_what_to_leave_out(sheet), "moments") from None
        said = _("Er staan tekens in die niet op papier passen. Haal bijvoorbeeld plaatjes en sterretjes weg.")
        raise Refusal(said, "intro") from problem


def keep_one_page(
    neighbourhood: Neighbourhood, *, title: str, intro: str, picked: dict[str, Any], by: Person, origin: str
) -> OnePage:
    """Keep what was picked, as it is now."""
    page = OnePage(neighbourhood_id=neighbourhood.id, title=title, intro=intro, picked=picked, by_id=by.id)
    db.session.add(page)
    db.session.flush()
    audit.record("one-page.make", f"one-page/{page.uid}", actor_uid=by.uid, origin=origin)
    return page


def printable(text: str) -> str:
    """Return text without what the font of a PDF lacks."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in UNPRINTABLE)


def photo_alt(moment: Moment) -> str:
    """Return what a photo shows in words; when nobody said it, at least what it belongs to."""
    return moment.photo_alt or _("Foto bij het moment van %(day)s", day=day(moment.at))


def _what_to_leave_out(sheet: Sheet) -> str:
    """Point at what takes most room, counted in letters: leaving that out helps most."""
    told = [(len(moment.text), _("het moment van %(day)s", day=day(moment.at))) for moment in sheet.moments]
    seen = [
        (PHOTO_LETTERS, _("de foto bij het moment van %(day)s", day=day(moment.at)))
        for moment in sheet.moments
        if moment.uid in sheet.photos and len(moment.text) < PHOTO_LETTERS
    ]
    made = [
        (len(each.question + each.decided + each.reason), _("het besluit van %(day)s", day=day(each.decided_on)))
        for each in sheet.decisions
    ]
    longest = max([*told, *seen, *made, (len(sheet.intro), _("je eigen tekst"))])
    return _("Dit past niet op één A4. Laat iets weg: %(what)s neemt de meeste plek in.", what=longest[1])


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": printable(sheet.title),
        "place": printable(sheet.place),
        "intro": printable(sheet.intro),
        "dream": printable(sheet.dream),
        "moments": [
            {"text": printable(each.text), "day": day(each.at), "photo": _photo(each, sheet), "alt": photo_alt(each)}
            for each in sheet.moments
        ],
        "decisions": [
            {
                "question": printable(each.question),
                "decided": printable(each.decided),
                "day": day(each.decided_on),
                "residents": _("Bewoners beslisten mee.") if each.residents_there else "",
            }
            for each in sheet.decisions
        ],
        "counts": [[month(first), shown] for first, shown in sheet.counts],
        "mark": sheet.mark,
        "words": {
            "dream": _("Onze droom"),
            "moments": _("Wat er gebeurde"),
            "decisions": _("Wat we besloten"),
            "counts": _("Op weg geholpen"),
            "month": _("Maand"),
            "number": _("Aantal"),
            "small": _("Kleine aantallen tonen we niet. Zo herkent niemand een bewoner."),
            "logo": _("Kringwijs, een kring die aan één kant open is"),
            "too_long": TOO_LONG,
        },
    }


def _photo(moment: Moment, sheet: Sheet) -> list[int] | None:
    """Return the small photo as the numbers that JSON can carry; nothing when it is not asked or gone meanwhile."""
    if moment.uid not in sheet.photos:
        return None
    try:
        with files().open(moment.photo_small or "") as stored:
            return list(stored.read())
    except NoSuchFile:
        return None
