"""Writing an answer, with what helps beside it."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import answering
from lms.advice.errors import AnswerOvertaken
from lms.advice.forms.answering import READ, SEND, AnswerForm
from lms.advice.models import Advice
from lms.advice.queries.advice import advice_for
from lms.advice.queries.deeds import choices_for
from lms.advice.queries.people import other_advisers
from lms.advice.queries.similar import alike, helpful
from lms.advice.queries.words import TODO_KINDS
from lms.advice.views.asking import SHOWN, Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, to
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

FEW = 5


def may_answer(actor: Actor, advice: Advice) -> bool:
    """Say who writes an answer, and whether one can be written now."""
    states = (*answering.WRITES[advice.direction], "assigned", "accepted")
    return policy.answers(actor, advice) and advice.state in states


@bp.route("/advies/<number>/antwoord", methods=["GET", "POST"])
@permit(may_answer, **Loaded)
def answer(advice: Advice, actor: Person) -> Answer:
    """Write an answer; keep it, let a colleague read it, or send it."""
    draft, choices = answering.draft_of(advice), choices_for(advice, actor)
    readers = other_advisers(advice, actor)
    form = AnswerForm.of(draft, choices, readers)
    if form.validate_on_submit():
        try:
            return _acted(advice, form, actor)
        except AnswerOvertaken as refusal:
            abort(409, refusal.message)
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"advice": advice, "form": form, "readers": readers, "todo_kinds": TODO_KINDS, "draft": draft}
    told |= {"alike": alike(advice, actor), "helpful": helpful(advice)}
    told |= {"others": advice_for(advice.neighbourhood, actor, most=FEW, but=advice.id)[:FEW]}
    return render_template("advice/answer.html", **told, **SHOWN), 422 if form.is_submitted() else 200


@bp.post("/advies/<number>/versturen")
@permit(policy.answers, **Loaded)
def send_read(advice: Advice, actor: Person) -> Response:
    """Send what a colleague read."""
    draft = answering.draft_of(advice)
    try:
        answering.send(advice, advice.neighbourhood, seen=draft.serial if draft else 0, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("Verstuurd. De wijk kreeg bericht."))


@bp.post("/advies/<number>/verder-schrijven")
@permit(policy.answers, **Loaded)
def write_on(advice: Advice, actor: Person) -> Response:
    """Write on at a draft that lies with a colleague."""
    try:
        answering.take_draft_back(advice, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return redirect(url_for(".answer", number=advice.number), 303)


def _acted(advice: Advice, form: AnswerForm, actor: Person) -> Response:
    """Keep what was written, whatever the button, and do what the button says."""
    draft = answering.save_draft(
        advice,
        form.text.data or "",
        certainty=form.sure_how,
        certainty_why=form.certainty_why.data or "",
        todo=form.to_do,
        seen=form.serial,
        by=actor,
        origin=origin(),
    )
    act = request.form.get("act")
    if act == READ:
        reader = person_by_uid(form.person.data or "")
        if reader is None:
            raise Refusal(_("Kies wie er meeleest."), "person")
        answering.ask_to_read(advice, reader, by=actor, origin=origin())
        return to(advice, _("Bewaard. %(name)s leest mee.", name=reader.name))
    if act == SEND:
        answering.send(advice, advice.neighbourhood, seen=draft.serial, by=actor, origin=origin())
        return to(advice, _("Verstuurd. De wijk kreeg bericht."))
    return to(advice, _("Je concept is bewaard. De wijk ziet het nog niet."))
