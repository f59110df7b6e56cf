"""Past deze stap bij jouw werk: saying so, and answering it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.programme import policy
from lms.programme.commands.feedback import answer_feedback, give_feedback
from lms.programme.forms.steps import FeedbackAnswerForm, FeedbackForm
from lms.programme.models import CardStep, StepFeedback
from lms.programme.queries.feedback import PAGE, feedback_by_uid, feedback_list
from lms.programme.queries.steps import StepHere
from lms.programme.views.blueprint import bp
from lms.programme.views.once import show_why
from lms.programme.views.steps import STEP, step_page
from lms.ui.forms import show_refusal


def may_give(actor: Actor, here: StepHere) -> bool:
    """Everybody in the team says whether a step fits."""
    return policy.is_in_team(actor, here.neighbourhood)


@bp.post("/wijken/<slug>/stappen/<step>/past")
@permit(may_give, here=STEP)
def give_step_feedback(here: StepHere, actor: Person) -> Response | tuple[str, int]:
    """Keep whether a step fits somebody's work."""
    form = FeedbackForm(prefix="past")
    if form.validate_on_submit():
        try:
            told = (form.chosen(), form.remark.data or "")
            give_feedback(here.neighbourhood, here.step.key, *told, form_key=form.key, by=actor)
            flash(_("Dank je wel. Zo wordt de kaart beter."), "ok")
            return redirect(url_for(".step", slug=here.neighbourhood.slug, step=here.step.key, _anchor="past"), 303)
        except Refusal as refusal:
            show_why(form, refusal)
    return step_page(here, actor, fitting=form), 422


@bp.get("/beheer/actiekaart/reacties")
@permit(policy.can_answer_feedback)
def feedback_desk(actor: Actor) -> str:
    """List what people wrote about steps, what waits for an answer first."""
    answered, before = request.args.get("beantwoord") == "1", request.args.get("voor", type=row_number)
    found = feedback_list(actor, answered=answered, before=before)
    rows, more = found[:PAGE], len(found) > PAGE
    done = 1 if answered else None
    next_page = url_for(".feedback_desk", voor=rows[-1][0].id, beantwoord=done) if more else ""
    known = {row.id for row, _step in rows if policy.can_know(actor, row.neighbourhood)}
    return render_template("programme/feedback.html", rows=rows, answered=answered, next=next_page, known=known)


@bp.route("/beheer/actiekaart/reacties/<uid>", methods=["GET", "POST"])
@permit(policy.can_answer_feedback, found=(feedback_by_uid, "uid"))
def answer_step_feedback(found: tuple[StepFeedback, CardStep], actor: Person) -> str | Response | tuple[str, int]:
    """Answer what somebody wrote about a step."""
    form, (feedback, step) = FeedbackAnswerForm(), found
    if form.validate_on_submit():
        try:
            answer_feedback(feedback, form.text.data, by=actor, origin=origin())
            flash(_("Je antwoord is verstuurd."), "ok")
            return redirect(url_for(".feedback_desk"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    known = policy.can_know(actor, feedback.neighbourhood)
    page = render_template("programme/feedback_answer.html", feedback=feedback, step=step, form=form, known=known)
    return page, 422 if form.is_submitted() else 200
