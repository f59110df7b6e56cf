"""After a session: its report, what people took home, and six weeks later."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles.commands.feedback import answer_question
from lms.circles.commands.followups import answer_followup
from lms.circles.commands.reports import add_to_report, correct_own
from lms.circles.enums import Hushed, Used, ValueLevel
from lms.circles.forms.after import LEVELS, USED, USEFUL, AddendumForm, FollowUpForm, TakenForm, WordsForm
from lms.circles.models import CircleSession, FollowUp, Series
from lms.circles.policy import speaks_in
from lms.circles.queries.confidential import is_confidential
from lms.circles.queries.feedback import Question, followup_of, question_about, series_by_uid, taken_from
from lms.circles.queries.report_pdf import LANGUAGE, report_pdf, report_sheet
from lms.circles.queries.reports import report_of, reported_session
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import end_reading
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
HERE = "/leerkringen/<circle>/<int:number>"
SESSION = (reported_session, "circle", "number")


def may_read_series(actor: Actor, series: Series) -> bool:
    """Who speaks in the circle reads what its people took home."""
    return speaks_in(actor, series.circle)


@bp.get(f"{HERE}/verslag")
@permit(signed_in, session=SESSION)
def report(session: CircleSession, actor: Person) -> Answer:
    """Show the report of a session: concept or fixed."""
    return _page(session, actor)


@bp.post(f"{HERE}/verslag/woorden")
@permit(signed_in, session=SESSION)
def correct(session: CircleSession, actor: Person) -> Answer:
    """Correct one's own words."""
    form = WordsForm()
    line = form.line()
    if form.validate_on_submit() and line is not None:
        try:
            correct_own(session, *line, form.text.data or "", by=actor, origin=origin())
            return _back(session, _("Aangepast."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(session, actor, words=form)


@bp.post(f"{HERE}/verslag/aanvulling")
@permit(signed_in, session=SESSION)
def add_below(session: CircleSession, actor: Person) -> Answer:
    """Put something below a report that is fixed."""
    form = AddendumForm()
    if form.validate_on_submit():
        try:
            add_to_report(session, form.text.data or "", form_key=form.key, by=actor, origin=origin())
            return _back(session, _("Bewaard. Het staat onder het verslag, met je naam en de dag."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(session, actor, addendum=form)


@bp.get(f"{HERE}/verslag.pdf")
@permit(signed_in, session=SESSION)
def report_file(session: CircleSession) -> Response:
    """Give the report as accessible PDF; of a confidential session there is none."""
    if is_confidential(Hushed.SESSION, session.id):
        abort(404)
    with force_locale(LANGUAGE):
        sheet = report_sheet(report_of(session, hushed=False))
    end_reading()
    name = f"verslag-{session.circle.slug}-{session.number}.pdf"
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(report_pdf(sheet), mimetype="application/pdf", headers=named)


@bp.route(f"{HERE}/meenemen", methods=["GET", "POST"])
@permit(signed_in, question=(question_about, "circle", "number"))
def take_home(question: Question, actor: Person) -> Answer:
    """Ask what somebody takes home, once."""
    form, session = TakenForm(), question.session
    if question.open and not question.answered and form.validate_on_submit():
        try:
            answer_question(session, int(form.useful.data), form.text.data or "", by=actor)
            flash(_("Dank je wel. Je antwoord is bewaard zonder je naam."), "ok")
            return redirect(url_for(".session", circle=session.circle.slug, number=session.number), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("circles/take_home.html", question=question, session=session, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/leerkringen/<circle>/reeks/<uid>/meegenomen")
@permit(may_read_series, series=(series_by_uid, "circle", "uid"))
def taken(series: Series) -> str:
    """Show what people took home from a series, from five answers on."""
    return render_template("circles/taken.html", series=series, taken=taken_from(series), words=USEFUL)


@bp.route(f"{HERE}/zes-weken", methods=["GET", "POST"])
@permit(signed_in, followup=(followup_of, "circle", "number"))
def six_weeks(followup: FollowUp, actor: Person) -> Answer:
    """Ask six weeks later whether somebody used it."""
    form, session = FollowUpForm(), followup.session
    if followup.answered_at is None and form.validate_on_submit():
        level = ValueLevel(form.level.data) if form.level.data else None
        told: dict[str, Any] = {"level": level, "form_key": form.key, "by": actor}
        try:
            kept = answer_followup(followup, Used(form.used.data), form.why.data or "", **told)
            flash(_("Dank je wel. Het staat bij je momenten.") if kept.moment_id else _("Dank je wel."), "ok")
            return redirect(url_for(".six_weeks", circle=session.circle.slug, number=session.number), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
            followup = followup_of(session.circle.slug, session.number, actor) or followup  # as another tab left it
    shown: dict[str, Any] = {"followup": followup, "session": session, "form": form, "words": USED, "levels": LEVELS}
    return render_template("circles/six_weeks.html", **shown), 422 if form.is_submitted() else 200


def _page(session: CircleSession, actor: Person, **sent: WordsForm | AddendumForm) -> Answer:
    found = report_of(session, hushed=is_confidential(Hushed.SESSION, session.id))
    told: dict[str, Any] = {"words": sent.get("words"), "addendum": sent.get("addendum") or AddendumForm()}
    page = render_template("circles/report.html", found=found, session=session, fresh=WordsForm(), me=actor.id, **told)
    return page, 422 if sent else 200


def _back(session: CircleSession, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".report", circle=session.circle.slug, number=session.number), 303)
