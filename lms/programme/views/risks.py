"""Risks: the list, one of them, and what a coordinator does about it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands import risks as commands
from lms.programme.forms.risks import CareForm, MeasureForm, ReviewForm
from lms.programme.models import Risk, RiskMeasure
from lms.programme.queries import risks as queries
from lms.programme.queries.dashboard import programme_asked
from lms.programme.queries.milestones import owner_by_slug, possible_owners
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


def risk_at(key: str, actor: Actor) -> Risk | None:
    """Return a risk of the programme that is asked for; for who may not see risks there are none."""
    if not policy.can_see_risks(actor):
        return None
    return queries.risk_by_key(programme_asked(request.args.get("programma", "")), key)


def measure_at(key: str, uid: str, actor: Actor) -> tuple[Risk, RiskMeasure] | None:
    """Return a measure of this risk, with the risk."""
    risk, measure = risk_at(key, actor), queries.measure_by_uid(uid)
    return (risk, measure) if risk and measure and measure.risk_id == risk.id else None


@bp.get("/programma/risicos")
@permit(policy.can_see_risks)
def risks() -> str:
    """List the risks with what is done about them."""
    asked, stand = (request.args.get(name, "") for name in ("programma", "stand"))
    found = queries.risks(programme_asked(asked), stand=stand, today=today())
    return render_template(
        "programme/risks.html",
        risks=found,
        measures=queries.measures_of([risk.id for risk in found]),
        chosen={"programma": asked or None, "stand": stand or None},
        is_due=queries.is_due,
        today=today(),
    )


@bp.get("/programma/risicos/<key>")
@permit(policy.can_see_risks, key=risk_at)
def risk(key: Risk, actor: Actor) -> str:
    """Show one risk, what is done about it, and who looked at it."""
    return _page(key, actor)


@bp.post("/programma/risicos/<key>")
@permit(policy.is_coordinator, key=risk_at)
def care_for_risk(key: Risk, actor: Person) -> Answer:
    """Say who owns it and when somebody looks again."""
    form = CareForm.caring(key, possible_owners())
    if form.validate_on_submit():
        try:
            commands.plan_review(key, form.review_on.data, by=actor, origin=origin())
            commands.give_risk_to(key, owner_by_slug(form.owner.data), by=actor, origin=origin())
            return _back(key, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(key, actor, care=form), 422


@bp.post("/programma/risicos/<key>/maatregelen")
@permit(policy.is_coordinator, key=risk_at)
def add_measure(key: Risk, actor: Person) -> Answer:
    """Add something that is done about it."""
    form = MeasureForm(prefix="measure-")
    if not form.validate_on_submit():
        return _page(key, actor, measure=form), 422
    commands.add_measure(key, form.text.data, by=actor, origin=origin())
    return _back(key, _("Bewaard."))


@bp.post("/programma/risicos/<key>/maatregelen/<uid>/stoppen")
@permit(policy.is_coordinator, found=(measure_at, "key", "uid"))
def end_measure(found: tuple[Risk, RiskMeasure], actor: Person) -> Answer:
    """Say that something is no longer done."""
    risk, measure = found
    try:
        commands.end_measure(measure, by=actor, origin=origin())
    except Refusal as refusal:
        form = MeasureForm(formdata=None, prefix="measure-")
        show_refusal(form, refusal)
        return _page(risk, actor, measure=form), 422
    return _back(risk, _("Dit doen we niet meer."))


@bp.post("/programma/risicos/<key>/bekeken")
@permit(policy.is_coordinator, key=risk_at)
def review_risk(key: Risk, actor: Person) -> Answer:
    """Write down what was seen, and when the next look is."""
    form = ReviewForm(prefix="review-")
    if form.validate_on_submit():
        try:
            commands.review_risk(key, form.note.data, form.next_on.data, by=actor, origin=origin())
            return _back(key, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(key, actor, review=form), 422


def _page(risk: Risk, actor: Actor, **forms: Any) -> str:
    found = queries.all_measures_of(risk)
    shown = {"risk": risk, "reviews": queries.reviews_of(risk), "due": queries.is_due(risk, today()), "care": None}
    shown["going"] = [each for each in found if each.ended_at is None]
    shown["ended"] = [each for each in found if each.ended_at is not None]
    if policy.is_coordinator(actor):
        shown["care"] = forms.get("care") or CareForm.caring(risk, possible_owners())
        shown["measure"] = forms.get("measure") or MeasureForm(formdata=None, prefix="measure-")
        shown["review"] = forms.get("review") or ReviewForm(formdata=None, prefix="review-")
    return render_template("programme/risk.html", **shown, chosen=_chosen())


def _chosen() -> dict[str, Any]:
    return {"programma": request.args.get("programma") or None}


def _back(risk: Risk, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".risk", key=risk.key, **_chosen()), 303)
