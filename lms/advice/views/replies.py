"""What a neighbourhood does on the page of advice: confirm, take back, respond, take over."""

from typing import Any

from flask import abort, request
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands import asking, clarifying, responding
from lms.advice.enums import Direction, State
from lms.advice.forms import acting
from lms.advice.models import Advice, AdviceDeed
from lms.advice.queries.advice import advice_by_number
from lms.advice.queries.deeds import deed_by_uid
from lms.advice.queries.requests import wrote_before
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, page, to
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

#: What the button sends to leave something that was taken over.
LEAVE = "niet"


def _too_late(advice: Advice, actor: Person, words: str, refusal: Refusal) -> Answer:
    """Lead back who said this before; what is new becomes a message that can be sent."""
    if wrote_before(advice, actor, words):
        return to(advice, _("Dank je. Je adviseur leest wat je wel bedoelt."))
    form = acting.MessageForm(formdata=None, text=words)
    show_refusal(form, refusal)
    return page(advice, actor, message=form), 422


def may_withdraw(actor: Actor, advice: Advice) -> bool:
    """Say who takes a question back; whether that is still possible is said in words."""
    return policy.leads_there(actor, advice) and advice.direction is Direction.ASKED


@bp.post("/advies/<number>/klopt")
@permit(policy.leads_there, **Loaded)
def confirm(advice: Advice, actor: Person) -> Response:
    """Say with one tap that the question was understood."""
    try:
        clarifying.confirm(advice, advice.neighbourhood, by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("Dank je. De klok loopt weer."))


@bp.post("/advies/<number>/klopt-niet")
@permit(policy.leads_there, **Loaded)
def say_otherwise(advice: Advice, actor: Person) -> Answer:
    """Say what the question is instead."""
    form = acting.OtherwiseForm()
    if form.validate_on_submit():
        try:
            clarifying.say_otherwise(advice, advice.neighbourhood, form.otherwise.data, by=actor, origin=origin())
            return to(advice, _("Dank je. Je adviseur leest wat je wel bedoelt."))
        except Refusal as refusal:
            if advice.state is not State.CLARIFYING:
                return _too_late(advice, actor, form.otherwise.data, refusal)
            show_refusal(form, refusal)
    return page(advice, actor, otherwise=form), 422


@bp.post("/advies/<number>/intrekken")
@permit(may_withdraw, **Loaded)
def withdraw(advice: Advice, actor: Person) -> Answer:
    """Take a question back."""
    form = acting.WithdrawForm()
    if form.validate_on_submit():
        said: dict[str, Any] = {"by": actor, "origin": origin(), "reason": form.reason.data or ""}
        try:
            asking.withdraw(advice, advice.neighbourhood, **said)
            return to(advice, _("Je vraag is ingetrokken."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, withdraw=form), 422


@bp.post("/advies/<number>/reactie")
@permit(policy.can_respond, **Loaded)
def respond(advice: Advice, actor: Person) -> Answer:
    """Say what the neighbourhood does with advice."""
    form = acting.ResponseForm()
    if form.validate_on_submit():
        said = form.remark.data or ""
        try:
            responding.respond(advice, advice.neighbourhood, form.said, said, by=actor, origin=origin())
            return to(advice, _("Bewaard. Je adviseur ziet wat jullie ermee doen."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, response=form), 422


@bp.post("/advies/<number>/doen/<uid>")
@permit(policy.can_respond, advice=(advice_by_number, "number"))
def take_deed(advice: Advice, uid: str, actor: Person) -> Response:
    """Take something over in one tap, or leave it after all; the button says which, so that twice is once."""
    deed: AdviceDeed | None = deed_by_uid(uid, advice)
    if deed is None:
        abort(404)
    if request.form.get("act") != LEAVE:
        responding.take_deed(deed, advice, advice.neighbourhood, by=actor)
        return to(advice, _("Genoteerd. Je adviseur ziet dat jullie dit overnemen."), anchor=f"doen-{uid}")
    responding.leave_deed(deed, advice)
    return to(advice, _("Teruggenomen."), anchor=f"doen-{uid}")
