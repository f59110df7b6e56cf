"""Looking back at a session on what was agreed and decided before, without copying it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import agreements as commands
from lms.circles.commands.decisions import look_back_on_decision
from lms.circles.enums import SessionState
from lms.circles.forms.live import HowItGoesForm, OutcomeForm
from lms.circles.models import CircleSession
from lms.circles.queries.agreements import agreement_by_uid, decision_by_uid, look_back_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.circles.views.live import WORDS, Answer
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal


@bp.get("/leerkringen/<circle>/<int:number>/terugblik")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def look_back(session: CircleSession, actor: Person) -> str:
    """List what comes back: open agreements, decisions that are due, and what was carried over."""
    return render_template("circles/look_back.html", back=look_back_of(session, actor), **_around(session))


@bp.route("/leerkringen/<circle>/<int:number>/terugblik/afspraak/<uid>", methods=["GET", "POST"])
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def look_back_on(session: CircleSession, uid: str, actor: Person) -> Answer:
    """Say at this session how far an agreement is."""
    agreement = agreement_by_uid(session.circle.slug, uid, actor)
    if agreement is None:
        return "", 404
    form = HowItGoesForm.of(agreement)
    if form.validate_on_submit():
        said: dict[str, Any] = {"why": form.why.data or "", "by": actor, "origin": origin()}
        try:
            commands.look_back(session, agreement, form.told, form.remark.data or "", **said)
            return _back(session, _("Bewaard. De afspraak is bijgewerkt."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"form": form, "agreement": agreement, **_around(session)}
    return render_template("circles/look_back_agreement.html", **told), 422 if form.is_submitted() else 200


@bp.route("/leerkringen/<circle>/<int:number>/terugblik/besluit/<uid>", methods=["GET", "POST"])
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def look_back_on_one_decision(session: CircleSession, uid: str, actor: Person) -> Answer:
    """Say what came of a decision."""
    decision = decision_by_uid(session.circle.slug, uid, actor)
    if decision is None:
        return "", 404
    form = OutcomeForm(outcome=decision.outcome)
    if form.validate_on_submit():
        try:
            look_back_on_decision(session, decision, form.outcome.data, by=actor)
            return _back(session, _("Bewaard. Jullie hebben hierop teruggekeken."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"form": form, "decision": decision, **_around(session)}
    return render_template("circles/look_back_decision.html", **told), 422 if form.is_submitted() else 200


def _around(session: CircleSession) -> dict[str, object]:
    live = session.state in {SessionState.RUNNING, SessionState.WRAPPING_UP}
    return {"session": session, "words": WORDS, "writes": live, "today": today(), "path": request.path}


def _back(session: CircleSession, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".look_back", circle=session.circle.slug, number=session.number), 303)
