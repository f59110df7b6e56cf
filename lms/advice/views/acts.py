"""What an adviser does on the page of a question: take it up, clarify, pass it on, read along."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import answering, clarifying, taking
from lms.advice.enums import Part
from lms.advice.forms import acting
from lms.advice.models import Advice
from lms.advice.queries.people import open_request, other_advisers, took_over
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, page, to
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal


def was_asked(actor: Actor, advice: Advice, part: Part) -> bool:
    """Say who was asked for this part, and did not answer yet."""
    found = open_request(advice, part)
    return found is not None and found.adviser_id == actor.id


def may_refuse(actor: Actor, advice: Advice) -> bool:
    """Say who was asked to answer instead."""
    return policy.is_adviser(actor) and was_asked(actor, advice, Part.OWNER)


def may_take_over(actor: Actor, advice: Advice) -> bool:
    """Say who was asked to answer instead, or said yes to that before."""
    return may_refuse(actor, advice) or (advice.owner_id == actor.id and took_over(advice, actor))


def may_read_along(actor: Actor, advice: Advice) -> bool:
    """Say who reads along."""
    return policy.is_adviser(actor) and (advice.second_reader_id == actor.id or was_asked(actor, advice, Part.READER))


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
@permit(may_take_over, **Loaded)
def take_over(advice: Advice, actor: Person) -> Response:
    """Say yes to answering instead."""
    asked = open_request(advice, Part.OWNER)
    try:
        if asked is not None and asked.adviser_id == actor.id:
            taking.take_over(asked, advice, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("De vraag is nu van jou. De wijk ziet dat jij antwoordt."))


@bp.post("/advies/<number>/niet-overnemen")
@permit(may_refuse, **Loaded)
def refuse(advice: Advice, actor: Person) -> Answer:
    """Say no, with a reason; afterwards this adviser does not read it any more."""
    form, asked = acting.RefuseForm(), open_request(advice, Part.OWNER)
    if form.validate_on_submit() and asked is not None:
        try:
            taking.refuse_to_take_over(asked, advice, form.reason.data, by=actor, origin=origin())
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

    def act(form: acting.ReferForm) -> None:
        taking.refer(advice, advice.neighbourhood, form.where.data, by=actor, origin=origin())

    return _do(advice, actor, "refer", acting.ReferForm(), act, _("Doorverwezen. De wijk leest bij wie ze terechtkan."))


@bp.post("/advies/<number>/meelezen")
@permit(may_read_along, **Loaded)
def read_along(advice: Advice, actor: Person) -> Answer:
    """Say that the answer may go, or what should change."""

    def act(form: acting.RemarkForm) -> None:
        said = form.remark.data or ""
        if request.form.get("act") == "terug":
            answering.give_back(advice, said, by=actor, origin=origin())
        else:
            answering.approve(advice, said, by=actor, origin=origin())

    return _do(advice, actor, "remark", acting.RemarkForm(), act, _("Bewaard. Je collega kreeg bericht."))


def _do(advice: Advice, actor: Person, name: str, form: Any, act: Callable[[Any], None], done: str) -> Answer:
    if form.validate_on_submit():
        try:
            act(form)
            return to(advice, done)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, **{name: form}), 422
