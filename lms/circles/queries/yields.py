"""What a whole series yielded, by theme, as far as somebody may read it; on a page and as PDF."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor
from lms.circles.enums import Folded
from lms.circles.models import Circle, CircleSession, Insight, Series
from lms.circles.policy import facilitates, known_to
from lms.circles.queries.confidential import said_in_the_open
from lms.circles.queries.insight_words import POLARITIES
from lms.circles.queries.insights import WHERE_SAID, Page, standing_alone, told
from lms.circles.queries.learning import is_unfolded
from lms.kernel import pdf
from lms.kernel.db import db
from lms.ui import print_font

TEMPLATE = Path(__file__).parents[1] / "templates" / "circles" / "yield.typ"
#: More than twenty sessions of fifty lessons each are no series.
MOST = 1000
LATIN_TO_CYRILLIC = 0x530
SIGNS = frozenset("–—‘’‚“”„…•€→≥≤×")


@dataclass(frozen=True)
class Yield:
    """A series with what was learned in it."""

    series: Series
    page: Page


def series_with_yield(slug: str, uid: str, actor: Actor) -> Series | None:
    """Return a series whose yield the actor reads: whoever knows of the circle once it is open, facilitators before."""
    found = select(Series).join(Series.circle).options(contains_eager(Series.circle))
    series = db.session.scalars(found.where(Circle.slug == slug, Series.uid == uid, known_to(actor))).one_or_none()
    if series is None or facilitates(actor, series.circle):
        return series
    return series if is_unfolded(series.circle, Folded.YIELD) else None


def yield_of(series: Series, actor: Actor, *, printed: bool = False) -> Yield:
    """Return what was learned in a series, as far as the actor reads it; one statement.

    What is confidential is not printed, also not for who is named.
    """
    found = standing_alone(actor).join(CircleSession, CircleSession.id == Insight.session_id)
    found = found.where(CircleSession.series_id == series.id).order_by(Insight.polarity, Insight.id)
    if printed:
        found = found.where(said_in_the_open(*WHERE_SAID))
    return Yield(series, Page([told(each, actor) for each in db.session.scalars(found.limit(MOST))]))


def yield_words(shown: Yield) -> dict[str, Any]:
    """Return everything the page says, as plain text with letters that the font of the PDF has."""
    themes = [
        {
            "title": f"{theme.number}. {theme.title}",
            "lines": [_line(POLARITIES[each.insight.polarity], each) for each in rows],
        }
        for theme, rows in shown.page.by_theme
    ]
    return {
        "title": _readable(_("Opbrengst: %(series)s", series=shown.series.title)),
        "circle": _readable(shown.series.circle.name),
        "themes": themes,
        "nothing": _("Nog geen geleerde lessen."),
        "words": {"logo": _("Kringwijs, een kring die aan één kant open is")},
    }


def yield_pdf(words: dict[str, Any]) -> bytes:
    """Set the yield as PDF; runs while no transaction is open."""
    told_so = {"title": words["title"], "language": get_locale().language}
    return pdf.render(TEMPLATE, words, **told_so, font=print_font.FAMILY, font_folder=print_font.FOLDER)


def _line(kind: Any, each: Any) -> dict[str, str]:
    condition = _("Voorwaarde: %(words)s", words=each.condition) if each.condition else ""
    who = ", ".join(filter(None, (each.name, each.place)))
    return {
        "kind": str(kind),
        "said": _readable(each.statement),
        "condition": _readable(condition),
        "who": _readable(who),
    }


def _readable(text: str) -> str:
    """Leave out signs the font lacks, such as little pictures."""
    return "".join(sign for sign in text if ord(sign) < LATIN_TO_CYRILLIC or sign in SIGNS)
