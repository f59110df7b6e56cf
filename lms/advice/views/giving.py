"""Advice from the adviser's own side: unasked, spoken, or not offered; and what came of it."""

import re
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.followups import tell_what_came
from lms.advice.commands.offering import decide_on_prompt, do_not_offer, weigh
from lms.advice.enums import PromptReply, SignalSource, State
from lms.advice.forms.giving import CameOfItForm, NotOfferedForm, TipForm
from lms.advice.models import Advice
from lms.advice.queries.followups import open_followup
from lms.advice.queries.giving import Advised, advised
from lms.advice.queries.pack import pack_of
from lms.advice.views.asking import SHOWN, Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, page, to
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.ui.forms import show_kept, show_refusal

REASON = re.compile("[a-z_]{1,64}")
LONGEST_SINCE = 64


def may_drop(actor: Actor, advice: Advice) -> bool:
    """Say who decides not to offer something, as long as it was not offered; who decided that before is told so."""
    before = {State.SIGNAL, State.WEIGHING, State.DRAFT, State.NOT_OFFERED}
    return policy.answers(actor, advice) and advice.state in before


@bp.route("/advies/tip", methods=["GET", "POST"])
@permit(policy.is_adviser)
def new_tip(actor: Person) -> Answer:
    """Begin unasked advice: what was seen, and why now."""
    here = here_of(actor)
    source = next((each for each in SignalSource if each.value == request.args.get("bron")), SignalSource.VISIT)
    form = TipForm.about(here, source, step=request.args.get("stap", ""), theme=request.args.get("thema", ""))
    if form.validate_on_submit():
        about: dict[str, Any] = {"step_key": form.step.data or None, "theme": here.theme(form.theme.data)}
        try:
            advice = weigh(here.neighbourhood, form.seen, **about, by=actor, origin=origin(), form_key=form.key)
            _weighed(here, actor, advice)
            return redirect(url_for(".answer", number=advice.number), 303)
        except KeptBefore as refusal:
            show_kept(form, refusal.row.observed, url_for(".index"))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("advice/tip.html", form=form, here=here), 422 if form.is_submitted() else 200


@bp.post("/advies/nu-niet")
@permit(policy.is_adviser)
def set_aside(actor: Person) -> Response:
    """Set a reason to look at a neighbourhood aside in one tap; it comes back when it begins anew."""
    here, why = here_of(actor), request.form.get("reden", "")
    if not REASON.fullmatch(why):
        abort(400)
    try:
        since = request.form.get("sinds", "")[:LONGEST_SINCE]
        decide_on_prompt(here.neighbourhood, why, since, PromptReply.DISMISSED, by=actor)
        flash(_("Weggelegd. Verandert er iets, dan zie je het opnieuw."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".index"), 303)


@bp.get("/advies/overdracht")
@permit(policy.is_adviser)
def hand_over_pack(actor: Person) -> str:
    """Show everything of one's own neighbourhoods on one page, for who takes them over; made to be printed."""
    return render_template("advice/pack.html", pack=pack_of(actor), actor=actor, **SHOWN)


@bp.post("/advies/<number>/niet-aanbieden")
@permit(may_drop, **Loaded)
def drop(advice: Advice, actor: Person) -> Answer:
    """Decide not to offer it, with the reason."""
    if advice.state is State.NOT_OFFERED:
        return to(advice, _("Dit was al niet aangeboden. De eerste reden blijft staan."))
    form = NotOfferedForm()
    if form.validate_on_submit():
        try:
            do_not_offer(advice, form.reason.data, by=actor, origin=origin())
            return to(advice, _("Niet aangeboden. De reden blijft bewaard voor adviseurs."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, drop=form), 422


@bp.post("/advies/<number>/opvolging")
@permit(policy.can_respond, **Loaded)
def came_of_it(advice: Advice, actor: Person) -> Answer:
    """Tell whether advice was used, and what changed."""
    form, followup = CameOfItForm(), open_followup(advice)
    if followup is None:
        return to(advice, _("Je hebt dit al verteld. Dank je wel."))
    if form.validate_on_submit():
        try:
            said: dict[str, Any] = form.told() | {"by": actor, "origin": origin()}
            tell_what_came(followup, advice, advice.neighbourhood, form.said, **said)
            return to(advice, _("Dank je wel. Hier leren we van."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, came=form), 422


def _weighed(here: Advised, actor: Person, advice: Advice) -> None:
    """Keep that the reason which led to a tip was weighed."""
    if why := request.args.get("reden", ""):
        since = request.args.get("sinds", "")[:LONGEST_SINCE]
        decide_on_prompt(here.neighbourhood, why[:64], since, PromptReply.WEIGHED, by=actor, advice=advice)


def here_of(actor: Person, chosen: str = "") -> Advised:
    """Return the neighbourhood of this adviser that an address names, or a form chose."""
    slug = request.args.get("wijk") or chosen
    here = advised(actor, slug)
    if here is None and not slug:
        flash(_("Je hebt nog geen wijken. De coördinator wijst ze toe, en je krijgt er bericht van."), "info")
        abort(redirect(url_for(".index"), 303))
    if here is None:
        abort(404)
    return here
