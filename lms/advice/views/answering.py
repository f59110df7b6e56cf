"""Writing an answer, with what helps beside it."""

from collections.abc import Sequence

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import answering
from lms.advice.commands.files import Kept
from lms.advice.errors import AnswerOvertaken
from lms.advice.forms.answering import READ, SEND, AnswerForm
from lms.advice.models import Advice
from lms.advice.queries.advice import advice_to_answer
from lms.advice.queries.beside import beside
from lms.advice.queries.deeds import at_step, choices_at
from lms.advice.queries.people import other_advisers
from lms.advice.queries.words import TODO_KINDS
from lms.advice.views.asking import SHOWN, Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, to
from lms.advice.views.uploads import ask_again, stored
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_refusal

#: What is said when a draft was kept, and when an answer was sent.
DONE = {False: _l("Je concept is bewaard. De wijk ziet het nog niet."), True: _l("Verstuurd. De wijk kreeg bericht.")}


def may_answer(actor: Actor, advice: Advice) -> bool:
    """Say who writes an answer, and whether one can be written now; what was typed meanwhile is refused in words."""
    states = (*answering.WRITES[advice.direction], "assigned", "accepted")
    return policy.answers(actor, advice) and (request.method == "POST" or advice.state in states)


@bp.route("/advies/<number>/antwoord", methods=["GET", "POST"])
@slow_first
@permit(may_answer, advice=(advice_to_answer, "number"))
def answer(advice: Advice, actor: Person) -> Answer:
    """Write an answer; keep it, let a colleague read it, or send it."""
    newest, here = next(iter(advice.answers), None), at_step(advice, actor)
    form = AnswerForm.of(newest, choices_at(here), other_advisers(advice, actor))
    if form.validate_on_submit():
        try:
            with stored(form, actor, advice, may_answer) as files:
                return _acted(advice, form, actor, files)
        except KeptBefore as refusal:
            return to(advice, DONE[refusal.row.sent_at is not None])
        except Refusal as refusal:
            show_refusal(form, refusal)
            show_overtaken(form, refusal)
    ask_again(form)
    shown = {"advice": advice, "form": form, "actor": actor, "todo_kinds": TODO_KINDS}
    shown |= {"brought": form.brought, "beside": beside(advice, actor, here)}
    return render_template("advice/answer.html", **shown, **SHOWN), 422 if form.is_submitted() else 200


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
    """Write on at a draft that lies with a colleague; pressed again it leads there too."""
    try:
        if advice.state not in answering.WRITES[advice.direction] or answering.draft_of(advice) is None:
            answering.take_draft_back(advice, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return redirect(url_for(".answer", number=advice.number), 303)


def _acted(advice: Advice, form: AnswerForm, actor: Person, files: Sequence[Kept]) -> Response:
    """Keep what was written, whatever the button, and do what the button says."""
    draft = answering.save_draft(
        advice,
        form.text.data or "",
        certainty=form.sure_how,
        certainty_why=form.certainty_why.data or "",
        todo=form.to_do,
        files=files,
        seen=form.serial,
        version=form.meant,
        form_key=form.key,
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
        return to(advice, DONE[True])
    return to(advice, DONE[False])


def show_overtaken(form: AnswerForm, refusal: Refusal) -> None:
    """Show what a colleague wrote or sent meanwhile; what was typed stays, and may be sent once more."""
    if not isinstance(refusal, AnswerOvertaken):
        return
    form.begin_after(refusal.newest)
    if refusal.newest is not None:
        say = get_template_attribute("advice/_overtaken.html", "overtaken")
        form.form_errors = [*form.form_errors, say(refusal.newest)]
