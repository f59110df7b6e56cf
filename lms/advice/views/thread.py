"""The page of one piece of advice: the talk, where it stands, and for each reader the one thing to do now."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.answering import draft_of
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import Direction, MessageKind, State
from lms.advice.forms import acting
from lms.advice.forms.files import TranscriptForm
from lms.advice.forms.giving import CameOfItForm, NotOfferedForm
from lms.advice.models import Advice
from lms.advice.models.path import UNANSWERED, word_of
from lms.advice.queries.advice import advice_by_number, advice_for, advice_to_show
from lms.advice.queries.bundles import bundled_here
from lms.advice.queries.deeds import href_of
from lms.advice.queries.history import clock_of
from lms.advice.queries.people import Wanted, other_advisers, readers_of, wanted_adviser
from lms.advice.queries.public import wanted_from
from lms.advice.queries.thread import thread_of
from lms.advice.queries.words import (
    CERTAINTIES,
    CHANNELS,
    DEED_ICONS,
    DEEDS,
    RESPONSES,
    SIZES,
    USED,
    USED_HOW,
    WHY_NOT,
)
from lms.advice.views.asking import SHOWN, Answer, may_read
from lms.advice.views.blueprint import bp
from lms.advice.views.uploads import Rule, ask_again, stored
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_kept, show_refusal

TOLD: dict[str, Any] = SHOWN | {
    "certainties": CERTAINTIES,
    "channels": CHANNELS,
    "deeds": DEEDS,
    "deed_icons": DEED_ICONS,
    "responses": RESPONSES,
    "sizes": SIZES,
    "used": USED,
    "used_how": USED_HOW,
    "why_not": WHY_NOT,
}
FEW = 4
Loaded = {"advice": (advice_by_number, "number")}


@bp.get("/advies/<number>")
@permit(may_read, advice=(advice_to_show, "number"))
def show(advice: Advice, actor: Person) -> str:
    """Show one piece of advice."""
    return page(advice, actor)


@bp.post("/advies/<number>/bericht")
@slow_first
@permit(policy.can_write, **Loaded)
def send_message(advice: Advice, actor: Person) -> Answer:
    """Write to the other side."""
    done = _("Je bericht is verstuurd.")
    return _write(advice, actor, "message", acting.MessageForm(), MessageKind.MESSAGE, done, policy.can_write)


@bp.post("/advies/<number>/zo-begreep-ik-het")
@slow_first
@permit(policy.can_respond, **Loaded)
def say_understood(advice: Advice, actor: Person) -> Answer:
    """Say how advice was understood."""
    form = acting.MessageForm(prefix="zo")
    return _write(advice, actor, "understood", form, MessageKind.UNDERSTOOD, _("Bewaard."), policy.can_respond)


@bp.post("/advies/<number>/notitie")
@permit(policy.reads_notes, **Loaded)
def add_note(advice: Advice, actor: Person) -> Answer:
    """Write a note among advisers."""
    form = acting.NoteForm(prefix="notitie")
    if form.validate_on_submit():
        try:
            write_note(advice, form.text.data, by=actor, form_key=form.key)
            return to(advice, _("De notitie is bewaard. Alleen adviseurs lezen die."))
        except KeptBefore as refusal:
            show_kept(form, refusal.row.text, url_for(".show", number=advice.number))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, note=form), 422


def page(advice: Advice, actor: Person, **forms: Any) -> str:
    """Return the page, with forms that were refused in the place of fresh ones."""
    thread = thread_of(advice, actor)
    wanted = wanted_adviser(advice) if policy.is_adviser(actor) else None
    inside = policy.is_of_advisers(actor, advice, {wanted.adviser_id} if wanted else ())
    shown: dict[str, Any] = {
        "advice": advice,
        "actor": actor,
        "thread": thread,
        "clock": clock_of(advice, thread.history),
        "step": advice.step,
        "word": word_of(advice.direction, advice.state, advice.used),
        "inside": inside,
        "hidden": policy.hidden_from_team(advice),
        "leads": policy.leads_there(actor, advice),
        "answers": policy.answers(actor, advice),
        "writes": policy.can_write(actor, advice),
        "notes": policy.reads_notes(actor, advice),
        "withdraws": policy.can_withdraw(actor, advice),
        "consent": wanted_from(advice),
        "names": policy.can_name_readers(actor, advice),
        "readers": readers_of(advice) if advice.visibility == "named" else (),
        "others": advice_for(advice.neighbourhood, actor, most=FEW, but=advice.id)[:FEW],
        "href_of": href_of,
        "bundled": bundled_here(advice) if advice.state is State.BUNDLED else None,
        "unanswered": advice.state in UNANSWERED,
        "forms": Forms(_forms(advice, actor, wanted, inside=inside) | forms, _fresh(advice, actor)),
    }
    return render_template("advice/show.html", **shown, **TOLD)


def to(advice: Advice, words: str, kind: str = "ok", anchor: str | None = None) -> Response:
    """Go back to the page and say what was done."""
    flash(words, kind)
    return redirect(url_for(".show", number=advice.number, _anchor=anchor), 303)


class Forms(dict[str, Any]):
    """The forms of the page: those that were refused, and fresh ones, made when a template asks for them."""

    def __init__(self, given: dict[str, Any], fresh: Mapping[str, Callable[[], Any]]) -> None:
        super().__init__(given)
        self.fresh = fresh

    def __missing__(self, name: str) -> Any:
        """Make the form that a template asks for."""
        self[name] = made = self.fresh[name]()
        return made


def _forms(advice: Advice, actor: Person, wanted: Wanted | None, *, inside: bool) -> dict[str, Any]:
    """Return what the forms of advisers need, and their acts; it asks the database only for who can use them."""
    if not inside:
        return {"acts": False, "wanted": None}
    asks = advice.state in UNANSWERED and advice.direction is Direction.ASKED and policy.answers(actor, advice)
    return {
        "wanted": wanted,
        "draft": draft_of(advice) if advice.state is State.SECOND_READER else None,
        "acts": asks and advice.state not in {State.CLARIFYING, State.SECOND_READER, State.TRIAGE, State.BUNDLED},
    }


def _fresh(advice: Advice, actor: Person) -> Mapping[str, Callable[[], Any]]:
    """Return how each form is made."""
    plain: dict[str, Callable[..., Any]] = {
        "message": acting.MessageForm,
        "response": acting.ResponseForm,
        "otherwise": acting.OtherwiseForm,
        "withdraw": acting.WithdrawForm,
        "came": CameOfItForm,
        "refuse": acting.RefuseForm,
        "remark": acting.RemarkForm,
        "drop": NotOfferedForm,
        "transcript": TranscriptForm,
        "refer": acting.ReferForm,
    }
    clear = advice.question_clear or advice.question[:200]
    return {
        **{name: partial(form, formdata=None) for name, form in plain.items()},
        "understood": partial(acting.MessageForm, formdata=None, prefix="zo"),
        "note": partial(acting.NoteForm, formdata=None, prefix="notitie"),
        "clarify": partial(acting.ClearForm, formdata=None, clear=clear),
        "size": partial(acting.SizeForm, formdata=None, size=advice.size.value),
        "pass_on": lambda: acting.PassOnForm.among(other_advisers(advice, actor)),
    }


def _write(advice: Advice, actor: Person, name: str, form: Any, kind: MessageKind, done: str, rule: Rule) -> Answer:
    if form.validate_on_submit():
        try:
            said: dict[str, Any] = {"by": actor, "origin": origin(), "form_key": form.key, "kind": kind}
            with stored(form, actor, advice, rule) as files:
                row = write(advice, advice.neighbourhood, form.text.data, files=files, **said)
            return to(advice, done, anchor=f"b-{row.uid}")
        except KeptBefore as refusal:
            show_kept(form, refusal.row.text, url_for(".show", number=advice.number))
        except Refusal as refusal:
            show_refusal(form, refusal)
    ask_again(form)
    return page(advice, actor, **{name: form}), 422
