"""What a series yielded, as page and PDF; and what is proposed to a circle to talk about."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_id
from lms.circles import policy
from lms.circles.commands.learning import note_yield_taken, unfold
from lms.circles.commands.proposals import set_aside, take_up
from lms.circles.enums import Folded
from lms.circles.models import Circle, CircleSession, Series
from lms.circles.queries.circles import circle_by_slug
from lms.circles.queries.contradictions import proposals_for
from lms.circles.queries.insight_words import WORDS
from lms.circles.queries.learning import is_unfolded
from lms.circles.queries.sessions import coming_sessions
from lms.circles.queries.yields import series_with_yield, yield_of, yield_pdf, yield_words
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.kernel.work import begin_writing, end_reading, slow_first

SERIES = (series_with_yield, "circle", "series")


def keeps_series(actor: Actor, series: Series) -> bool:
    """Say who opens the yield of a series."""
    return policy.facilitates(actor, series.circle)


@bp.get("/leerkringen/<circle>/opbrengst/<series>")
@permit(signed_in, series=SERIES)
def series_yield(series: Series, actor: Actor) -> str:
    """Show what was learned in a series, by theme."""
    context = {"opened": is_unfolded(series.circle, Folded.YIELD), "keeps": keeps_series(actor, series)}
    shown = yield_of(series, actor)
    return render_template("circles/yield.html", shown=shown, circle=series.circle, words=WORDS, **context)


@bp.post("/leerkringen/<circle>/opbrengst/<series>/open")
@permit(keeps_series, series=SERIES)
def open_yield(series: Series, actor: Person) -> Response:
    """Open the yield for who knows of the circle; each still reads only what they may."""
    unfold(series.circle, Folded.YIELD, by=actor, origin=origin())
    flash(_("Geopend. Ieder leest hier alleen wat die mag lezen."), "ok")
    return redirect(url_for(".series_yield", circle=series.circle.slug, series=series.uid), 303)


@bp.post("/leerkringen/<circle>/opbrengst/<series>/pdf")
@slow_first
@permit(signed_in, series=SERIES)
def series_yield_pdf(series: Series, actor: Person) -> FlaskResponse:
    """Give the same as PDF, if it may still be read when that is made."""
    slug, uid, number, words = series.circle.slug, series.uid, actor.id, _printed(series, actor)
    end_reading()
    made = yield_pdf(words)
    begin_writing()
    again = person_by_id(number)
    same = series_with_yield(slug, uid, again) if again is not None and again.active else None
    if again is None or same is None or _printed(same, again) != words:
        abort(404)
    note_yield_taken(same, by=again, origin=origin())
    disposition = f'attachment; filename="opbrengst-{slug}-{uid}.pdf"'
    return FlaskResponse(made, mimetype="application/pdf", headers={"Content-Disposition": disposition})


@bp.post("/leerkringen/<circle>/voorstel")
@permit(policy.facilitates, circle=circle_by_slug)
def take_proposal(circle: Circle, actor: Person) -> Response:
    """Put what is proposed before the circle, or offer it no more."""
    key = request.form.get("key", "")
    proposal = next((each for each in proposals_for(circle, actor) if each.key == key), None) or abort(404)
    chosen, session = _for_session(circle)
    try:
        if request.form.get("weg") == "1":
            set_aside(circle, proposal, by=actor)
            flash(_("Goed. We stellen dit niet meer voor."), "ok")
        else:
            take_up(circle, proposal, session, by=actor)
            flash(_("Voorgesteld voor de agenda."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    back = url_for(".agenda", circle=circle.slug, number=session.number) if chosen and session else ""
    return redirect(back or url_for(".insights", circle=circle.slug), 303)


def _for_session(circle: Circle) -> tuple[bool, CircleSession | None]:
    """Return whether somebody said for which session it is, and that one; else the next that comes, if any."""
    coming, number = coming_sessions(circle), request.form.get("nummer", type=row_number)
    chosen = next((each for each in coming if each.number == number), None)
    return chosen is not None, chosen or (coming[0] if coming else None)


def _printed(series: Series, actor: Person) -> dict[str, Any]:
    return yield_words(yield_of(series, actor, printed=True))
