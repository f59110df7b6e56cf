"""Planning a series in one go, and inviting people."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import series as planning
from lms.circles.forms.planning import SeriesForm
from lms.circles.forms.sessions import OneMoreForm, SessionForm
from lms.circles.models import Circle, CircleSession, Series
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.circles import circle_to_plan
from lms.circles.queries.series import series_to_plan
from lms.circles.queries.sessions import session_to_plan
from lms.circles.views.blueprint import bp
from lms.kernel.db import db
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.meetings.commands.telling import CHANGED
from lms.meetings.queries.meeting import Reach, reach_of_news
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


def may_publish_series(actor: Actor, series: Series) -> bool:
    """Who plans the circle; the command asks it again for each session."""
    return policy.can_plan(actor, series.circle)


@bp.route("/beheer/leerkringen/<circle>/reeks", methods=["GET", "POST"])
@permit(policy.can_plan, circle=circle_to_plan)
def new_series(circle: Circle, actor: Person) -> Answer:
    """Plan a series in one go; nobody is told anything yet."""
    form = SeriesForm.of(circle, themes_of(circle))
    if form.validate_on_submit():
        try:
            planning.plan_series(circle, **form.told(), by=actor, form_key=form.key, origin=origin())
            flash(_("De reeks staat klaar als concept. Niemand kreeg bericht."), "ok")
            return redirect(url_for(".plan", circle=circle.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("circles/series.html", circle=circle, form=form), 422 if form.is_submitted() else 200


@bp.route("/beheer/leerkringen/<circle>/reeks/<uid>/bijeenkomst", methods=["GET", "POST"])
@permit(may_publish_series, series=(series_to_plan, "circle", "uid"))
def one_more(series: Series, actor: Person) -> Answer:
    """Plan one more session of a series that runs; nobody is told anything yet."""
    form = OneMoreForm()
    if form.validate_on_submit():
        day = form.day(_("Nog te kiezen"))
        try:
            made = planning.add_session(series, day, by=actor, form_key=form.key, origin=origin())
            words = _("Bijeenkomst %(number)s staat klaar als concept. Niemand kreeg bericht.", number=made.number)
            return _to_agenda(made, words)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("circles/one_more.html", series=series, circle=series.circle, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/beheer/leerkringen/<circle>/<int:number>/wijzigen", methods=["GET", "POST"])
@permit(policy.can_plan_session, session=(session_to_plan, "circle", "number"))
def change_session(session: CircleSession, actor: Person) -> Answer:
    """Give one session another subject, day or place, after saying who gets a mail."""
    form, meeting = SessionForm.about(session), session.meeting
    reach = reach_of_news(meeting, CHANGED)
    if form.validate_on_submit():
        said: dict[str, Any] = {"serial": form.seen, "why": form.why.data or "", "by": actor, "origin": origin()}
        try:
            planning.change_session(session, form.plan(), **said)
            return _changed(session, reach)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("circles/session_change.html", session=session, meeting=meeting, form=form, reach=reach)
    return page, 422 if form.is_submitted() else 200


@bp.post("/beheer/leerkringen/<circle>/reeks/<uid>/publiceren")
@permit(may_publish_series, series=(series_to_plan, "circle", "uid"))
def publish_series(series: Series, actor: Person) -> Response:
    """Publish every draft of a series, or none."""
    try:
        with db.session.begin_nested():
            many = planning.publish_series(series, by=actor, origin=origin())
        flash(ngettext("%(num)s bijeenkomst gepubliceerd.", "%(num)s bijeenkomsten gepubliceerd.", many), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".plan", circle=series.circle.slug), 303)


@bp.post("/beheer/leerkringen/<circle>/<int:number>/publiceren")
@permit(policy.can_plan_session, session=(session_to_plan, "circle", "number"))
def publish(session: CircleSession, actor: Person) -> Response:
    """Invite the people of the circle."""
    try:
        planning.publish_session(session, by=actor, origin=origin())
        return _to_agenda(session, _("Gepubliceerd. De mensen van de leerkring krijgen een uitnodiging."))
    except Refusal as refusal:
        return _to_agenda(session, refusal.message, "warn")


def _changed(session: CircleSession, reach: Reach) -> Response:
    """Lead to who must be called; when a mail reaches everybody, back to the agenda."""
    if not reach.unmailed:
        return _to_agenda(session, _("Bewaard."))
    flash(_("Bewaard. Bel even wie geen mail krijgt."), "ok")
    return redirect(url_for("meetings.unmailed", uid=session.meeting.uid), 303)


def _to_agenda(session: CircleSession, words: str, kind: str = "ok") -> Response:
    flash(words, kind)
    return redirect(url_for(".agenda", circle=session.circle.slug, number=session.number), 303)
