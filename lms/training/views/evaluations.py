"""One question after a module; nobody can find out who answered what."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.training.commands.evaluations import evaluate
from lms.training.enums import Worth
from lms.training.forms.own_learning import WORTHS, EvaluationForm
from lms.training.policy import can_answer_needs
from lms.training.queries.evaluations import evaluations, finished_reading, has_evaluated
from lms.training.queries.readings import Reading
from lms.training.views.blueprint import bp


@bp.route("/modules/<module>/mening", methods=["GET", "POST"])
@permit(signed_in, reading=(finished_reading, "module"))
def evaluation(reading: Reading, actor: Person) -> str | Response | tuple[str, int]:
    """Ask what a module brought somebody in their work, once."""
    form, done = EvaluationForm(), has_evaluated(actor, reading.module)
    if not done and form.validate_on_submit():
        evaluate(reading.module, Worth(form.answer.data), by=actor)
        flash(_("Dank je wel. Je antwoord is bewaard zonder je naam."))
        return redirect(url_for(".show", module=reading.module.slug), 303)
    page = render_template("training/evaluation.html", reading=reading, form=form, done=done)
    return page, 422 if form.is_submitted() and not done else 200


@bp.get("/beheer/scholing/meningen")
@permit(can_answer_needs)
def evaluation_desk() -> str:
    """Show what modules brought people, from five answers on."""
    return render_template("training/evaluation_desk.html", found=evaluations(), words=WORTHS)
