"""What an adviser does on the page of a question: take it up, clarify, pass it on, read along."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import answering, clarifying, taking
from lms.advice.enums import ClosedAs, Part, Reply, State
from lms.advice.forms import acting
from lms.advice.models import Advice
from lms.advice.queries.people import open_request, other_advisers
from lms.advice.queries.requests import Request, request_to_read, request_to_take_over
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, page, to
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

#: What is said when somebody presses a button of a request that is over.
OVER: Mapping[Part, Mapping[Reply, LazyString]] = {
    Part.OWNER: {
        Reply.ASKED: _l("Er is intussen iets veranderd. Kijk hoe het er nu voor staat."),
        Reply.ACCEPTED: _l("Je nam deze vraag al over."),
        Reply.REFUSED: _l("Je zei al dat je deze vraag niet overneemt. Je collega houdt de vraag."),
        Reply.TAKEN_BACK: _l("Je hoeft deze vraag niet meer over te nemen: je collega trok dat in, of hij is klaar."),
    },
    Part.READER: {
        Reply.ASKED: _l("Er is intussen iets veranderd. Kijk hoe het er nu voor staat."),
        Reply.ACCEPTED: _l("Je zei al dat dit antwoord weg mag."),
        Reply.REFUSED: _l("Je gaf dit antwoord al terug. Je collega las wat er anders moet."),
        Reply.TAKEN_BACK: _l("Je hoeft dit antwoord niet meer mee te lezen. Je collega schrijft zelf verder."),
    },
}


def was_asked(actor: Actor, asked: Request) -> bool:
    """Say who was asked for this by a colleague; when that is over it is said in words."""
    return policy.is_adviser(actor) and asked.reply is not None


@bp.post("/advies/<number>/oppakken")
@permit(policy.answers, **Loaded)
def take_up(advice: Advice, actor: Person) -> Response:
    """Take a question up."""
    taking.take_up(advice, by=actor, origin=origin())
    return to(advice, _("Je pakt deze vraag op. De wijk ziet dat."))


@bp.post("/advies/<number>/verhelderen")
@permit(policy.answers, **Loaded)
def clarify(advice: Advice, actor: Person) -> Answer:
    """Ask whether the question was understood."""

    def act(form: acting.ClearForm) -> None:
        clarifying.clarify(advice, advice.neighbourhood, form.clear.data, by=actor, origin=origin())

    return _do(
        advice, actor, "clarify", acting.ClearForm(), act, _("Gevraagd. De klok staat stil tot de wijk antwoordt.")
    )


@bp.post("/advies/<number>/doorgeven")
@permit(policy.answers, **Loaded)
def pass_on(advice: Advice, actor: Person) -> Answer:
    """Ask another adviser to answer instead."""
    form = acting.PassOnForm.among(other_advisers(advice, actor))

    def act(form: acting.PassOnForm) -> None:
        person = person_by_uid(form.person.data)
        if person is None:
            raise Refusal(_("Kies een adviseur."), "person")
        taking.ask_to_take_over(advice, person, form.why.data, by=actor, origin=origin())

    return _do(advice, actor, "pass_on", form, act, _("Gevraagd. Tot je collega ja zegt, blijft de vraag bij jou."))


@bp.post("/advies/<number>/doorgeven/terug")
@permit(policy.answers, **Loaded)
def take_request_back(advice: Advice, actor: Person) -> Response:
    """Ask another adviser no more."""
    asked = open_request(advice, Part.OWNER)
    try:
        if asked is not None:
            taking.take_request_back(asked, advice, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("Je vraag aan je collega is ingetrokken."))


@bp.post("/advies/<number>/overnemen")
@permit(was_asked, asked=(request_to_take_over, "number"))
def take_over(asked: Request, actor: Person) -> Response:
    """Say yes to answering instead."""
    advice = asked.advice
    row = open_request(advice, Part.OWNER) if asked.waits and advice else None
    if row is None or advice is None:
        return _over(asked)
    try:
        taking.take_over(row, advice, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("De vraag is nu van jou. De wijk ziet dat jij antwoordt."))


@bp.post("/advies/<number>/niet-overnemen")
@permit(was_asked, asked=(request_to_take_over, "number"))
def refuse(asked: Request, actor: Person) -> Answer:
    """Say no, with a reason; afterwards this adviser does not read it any more."""
    form, advice = acting.RefuseForm(), asked.advice
    row = open_request(advice, Part.OWNER) if asked.waits and advice else None
    if row is None or advice is None:
        return _over(asked)
    if form.validate_on_submit():
        try:
            taking.refuse_to_take_over(row, advice, form.reason.data, by=actor, origin=origin())
            flash(_("Je collega leest waarom, en houdt de vraag."), "ok")
            return redirect(url_for(".index"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, refuse=form), 422


@bp.post("/advies/<number>/grootte")
@permit(policy.answers, **Loaded)
def resize(advice: Advice, actor: Person) -> Answer:
    """Say how much a question asks."""

    def act(form: acting.SizeForm) -> None:
        taking.resize(advice, advice.neighbourhood, form.chosen, by=actor, origin=origin())

    return _do(advice, actor, "size", acting.SizeForm(), act, _("Bewaard. De dag voor het antwoord past zich aan."))


@bp.post("/advies/<number>/doorverwijzen")
@permit(policy.answers, **Loaded)
def refer(advice: Advice, actor: Person) -> Answer:
    """Say where the question belongs."""
    if advice.state is State.CLOSED and advice.closed_as is ClosedAs.REFERRED:
        return to(advice, _("Je verwees deze vraag al door."))

    def act(form: acting.ReferForm) -> None:
        taking.refer(advice, advice.neighbourhood, form.where.data, by=actor, origin=origin())

    return _do(advice, actor, "refer", acting.ReferForm(), act, _("Doorverwezen. De wijk leest bij wie ze terechtkan."))


@bp.post("/advies/<number>/meelezen")
@permit(was_asked, asked=(request_to_read, "number"))
def read_along(asked: Request, actor: Person) -> Answer:
    """Say that the answer may go, or what should change."""
    advice = asked.advice
    if not asked.waits or advice is None:
        return _over(asked)

    def act(form: acting.RemarkForm) -> None:
        said = form.remark.data or ""
        if request.form.get("act") == "terug":
            answering.give_back(advice, said, by=actor, origin=origin())
        else:
            answering.approve(advice, said, by=actor, origin=origin())

    return _do(advice, actor, "remark", acting.RemarkForm(), act, _("Bewaard. Je collega kreeg bericht."))


def _over(asked: Request) -> Response:
    """Go back and say what happened before this button was pressed (again)."""
    words = OVER[asked.part][asked.reply or Reply.TAKEN_BACK]
    if asked.advice is not None:
        return to(asked.advice, str(words))
    flash(str(words), "ok")
    return redirect(url_for(".index"), 303)


def _do(advice: Advice, actor: Person, name: str, form: Any, act: Callable[[Any], None], done: str) -> Answer:
    if form.validate_on_submit():
        try:
            act(form)
            return to(advice, done)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, **{name: form}), 422
