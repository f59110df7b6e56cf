"""Milestones: the list, one of them, and what a coordinator says about it."""

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
from lms.programme.commands import milestones as commands
from lms.programme.forms.milestones import DoneForm, PlanForm
from lms.programme.models import Milestone
from lms.programme.queries import milestones as queries
from lms.programme.queries.dashboard import programme_asked
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


def milestone_at(key: str, actor: Actor) -> Milestone | None:
    """Return a milestone of the programme that is asked for; for who may not see milestones there are none."""
    if not policy.can_see_programme(actor):
        return None
    return queries.milestone_by_key(programme_asked(request.args.get("programma", "")), key)


@bp.get("/programma/mijlpalen")
@permit(policy.can_see_programme)
def milestones(actor: Actor) -> str:
    """List the milestones by phase; filter by owner and by where they stand."""
    asked, owner, stand = (request.args.get(name, "") for name in ("programma", "eigenaar", "stand"))
    programme = programme_asked(asked)
    return render_template(
        "programme/milestones.html",
        milestones=queries.milestones(programme, owner=owner, stand=stand, today=today()),
        owners=queries.owners_of(programme),
        chosen={"programma": asked or None, "eigenaar": owner or None, "stand": stand or None},
        is_late=queries.is_late,
        chooses=policy.is_coordinator(actor),
        today=today(),
    )


@bp.get("/programma/mijlpalen/<key>")
@permit(policy.can_see_programme, key=milestone_at)
def milestone(key: Milestone, actor: Actor) -> str:
    """Show one milestone, how it was moved, and to a coordinator what can be changed."""
    return _page(key, actor)


@bp.post("/programma/mijlpalen/<key>")
@permit(policy.is_coordinator, key=milestone_at)
def plan_milestone(key: Milestone, actor: Person) -> Answer:
    """Say who owns it and when it should be done."""
    form = PlanForm.planning(key, queries.possible_owners())
    if form.validate_on_submit():
        try:
            commands.plan_milestone(key, form.planned_on.data, form.why(), by=actor, origin=origin())
            owner = queries.owner_by_slug(form.owner.data)
            commands.give_milestone_to(key, owner, by=actor, origin=origin())
            return _back(key, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(key, actor, plan=form), 422


@bp.post("/programma/mijlpalen/<key>/klaar")
@permit(policy.is_coordinator, key=milestone_at)
def finish_milestone(key: Milestone, actor: Person) -> Answer:
    """Say that it is done, when, and what shows it."""
    form = DoneForm(prefix="done-")
    if form.validate_on_submit():
        try:
            done = {"done_on": form.done_on.data, "evidence": form.evidence.data}
            commands.finish_milestone(key, **done, by=actor, origin=origin())
            return _back(key, _("Deze mijlpaal is klaar."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(key, actor, done=form), 422


@bp.post("/programma/mijlpalen/<key>/open")
@permit(policy.is_coordinator, key=milestone_at)
def open_milestone(key: Milestone, actor: Person) -> Response:
    """Take back that it is done."""
    commands.open_milestone(key, by=actor, origin=origin())
    return _back(key, _("Deze mijlpaal staat weer open."))


def _page(milestone: Milestone, actor: Actor, **forms: Any) -> str:
    shown = {"milestone": milestone, "moves": queries.moves_of(milestone), "today": today(), "plan": None}
    if policy.is_coordinator(actor):
        plan = forms.get("plan") or PlanForm.planning(milestone, queries.possible_owners())
        shown |= {"plan": plan, "done": forms.get("done") or _done(milestone)}
    late = queries.is_late(milestone, today())
    return render_template("programme/milestone.html", **shown, late=late, chosen=_chosen())


def _done(milestone: Milestone) -> DoneForm:
    return DoneForm(prefix="done-", evidence=milestone.evidence, done_on=today())


def _chosen() -> dict[str, Any]:
    return {"programma": request.args.get("programma") or None}


def _back(milestone: Milestone, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".milestone", key=milestone.key, **_chosen()), 303)
