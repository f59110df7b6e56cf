"""The learning agenda of a circle, folded away until a facilitator opens it."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import learning as commands
from lms.circles.enums import Folded, QuestionState
from lms.circles.forms.learning import CloseForm, QuestionForm, RewordForm
from lms.circles.models import Circle, LearningQuestion
from lms.circles.queries import learning as queries
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.circles import members_of
from lms.circles.queries.insight_words import QUESTION_STATES
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import BaseForm, show_refusal

Answer = str | Response | tuple[str, int]
CIRCLE = (queries.learning_circle, "circle")
QUESTION = (queries.question_by_uid, "circle", "uid")


def may_keep(actor: Actor, question: LearningQuestion) -> bool:
    """Who facilitates the circle keeps its learning agenda."""
    return policy.facilitates(actor, question.circle)


@bp.get("/leerkringen/<circle>/leeragenda")
@permit(policy.speaks_in, circle=CIRCLE)
def learning_agenda(circle: Circle, actor: Actor) -> str:
    """Show the questions of a circle, and how they stood at each session."""
    return render_template(
        "circles/learning.html",
        circle=circle,
        agenda=queries.learning_agenda_of(circle, actor),
        opened=queries.is_unfolded(circle, Folded.LEARNING_AGENDA),
        keeps=policy.facilitates(actor, circle),
        session=queries.session_to_freeze(circle, actor),
        states=QUESTION_STATES,
    )


@bp.post("/leerkringen/<circle>/leeragenda/open")
@permit(policy.facilitates, circle=CIRCLE)
def open_learning_agenda(circle: Circle, actor: Person) -> Response:
    """Open the learning agenda for everybody in the circle."""
    commands.unfold(circle, Folded.LEARNING_AGENDA, by=actor, origin=origin())
    return _back(circle, _("Geopend. Iedereen in de leerkring ziet de leeragenda nu."))


@bp.post("/leerkringen/<circle>/leeragenda/vastleggen")
@permit(policy.facilitates, circle=CIRCLE)
def freeze_learning_agenda(circle: Circle, actor: Person) -> Response:
    """Keep how the questions stand at the last session."""
    session = queries.session_to_freeze(circle, actor) or abort(404)
    try:
        commands.freeze_agenda(session, by=actor, origin=origin())
    except Refusal as refusal:
        return _back(circle, refusal.message, "warn")
    return _back(circle, _("Vastgelegd bij bijeenkomst %(number)s.", number=session.number))


@bp.route("/leerkringen/<circle>/leeragenda/nieuw", methods=["GET", "POST"])
@permit(policy.facilitates, circle=CIRCLE)
def new_question(circle: Circle, actor: Person) -> Answer:
    """Put a question on the learning agenda."""
    themes, members = themes_of(circle), members_of(circle).rows
    form = QuestionForm.of(themes, members)

    def act() -> None:
        begun = queries.session_to_freeze(circle, actor)
        commands.ask_question(circle, **form.said(themes, members), opened_in=begun, form_key=form.key, by=actor)

    return _asked(form, circle, act, "learning_new")


@bp.route("/leerkringen/<circle>/leeragenda/<uid>", methods=["GET", "POST"])
@permit(may_keep, question=QUESTION)
def reword_question(question: LearningQuestion, actor: Person) -> Answer:
    """Ask a question in other words."""
    form = RewordForm(question=question.question)

    def act() -> None:
        commands.reword_question(question, form.question.data or "", form_key=form.key, by=actor)

    return _asked(form, question.circle, act, "learning_reword", question=question)


@bp.route("/leerkringen/<circle>/leeragenda/<uid>/sluiten", methods=["GET", "POST"])
@permit(may_keep, question=QUESTION)
def close_question(question: LearningQuestion) -> Answer:
    """Say what came of a question."""
    form = CloseForm()

    def act() -> None:
        commands.close_question(question, QuestionState(form.state.data), form.outcome.data or "")

    return _asked(form, question.circle, act, "learning_close", question=question)


def _asked(form: BaseForm, circle: Circle, act: Callable[[], None], page: str, **more: object) -> Answer:
    if form.validate_on_submit():
        try:
            act()
            return _back(circle, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = render_template(f"circles/{page}.html", circle=circle, form=form, **more)
    return shown, 422 if form.is_submitted() else 200


def _back(circle: Circle, said: str, kind: str = "ok") -> Response:
    flash(said, kind)
    return redirect(url_for(".learning_agenda", circle=circle.slug), 303)
