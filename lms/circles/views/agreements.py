"""Agreements of a circle between its sessions: how they go, and who does them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands.agreements import agree, hand_over, say_how_it_goes
from lms.circles.forms.live import AgreementForm, HowItGoesForm, OwnerForm
from lms.circles.models import Circle, CircleAgreement
from lms.circles.queries import agreements as queries
from lms.circles.queries.circles import circle_by_slug
from lms.circles.queries.running import people_of
from lms.circles.views.blueprint import bp
from lms.circles.views.live import WORDS, Answer
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.ui.forms import show_kept, show_refusal


def may_read(actor: Actor, agreement: CircleAgreement) -> bool:
    """Return :func:`policy.speaks_in` for an agreement."""
    return policy.speaks_in(actor, agreement.circle)


@bp.get("/leerkringen/<circle>/afspraken")
@permit(policy.speaks_in, circle=circle_by_slug)
def agreement_list(circle: Circle, actor: Actor) -> str:
    """List what is open, with what nobody does any more at the top; what is done is folded."""
    done = queries.closed_agreements(circle, actor, after=request.args.get("na", type=row_number))
    more = done[queries.PAGE - 1].agreement.id if len(done) > queries.PAGE else None
    return render_template(
        "circles/agreements.html",
        circle=circle,
        open=queries.open_agreements(circle, actor),
        done=done[: queries.PAGE],
        more=url_for(".agreement_list", circle=circle.slug, na=more) if more else "",
        words=WORDS,
        today=today(),
    )


@bp.route("/leerkringen/<circle>/afspraken/nieuw", methods=["GET", "POST"])
@permit(policy.speaks_in, circle=circle_by_slug)
def new_agreement(circle: Circle, actor: Person) -> Answer:
    """Agree on something between two sessions."""
    form = AgreementForm.of(people_of(circle), actor.uid)
    if form.validate_on_submit():
        said: dict[str, Any] = {"form_key": form.key, "by": actor}
        try:
            agree(circle, form.title.data, form.owner.data, form.due_on.data, **said)
            return _to_list(circle, _("De afspraak is bewaard."))
        except KeptBefore as refusal:
            show_kept(form, refusal.row.title, url_for(".agreement_list", circle=circle.slug))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("circles/agreement_new.html", circle=circle, form=form), 422 if form.is_submitted() else 200


@bp.route("/leerkringen/<circle>/afspraken/<uid>", methods=["GET", "POST"])
@permit(may_read, agreement=(queries.agreement_by_uid, "circle", "uid"))
def agreement(agreement: CircleAgreement, actor: Person) -> Answer:
    """Show one agreement, and let who may say how it goes."""
    form = HowItGoesForm.of(agreement)
    if form.validate_on_submit():
        try:
            say_how_it_goes(agreement, form.told, form.why.data or "", by=actor, origin=origin())
            return _to_list(agreement.circle, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _one(agreement, actor, form=form)


@bp.post("/leerkringen/<circle>/afspraken/<uid>/wie")
@permit(may_read, agreement=(queries.agreement_by_uid, "circle", "uid"))
def give_agreement(agreement: CircleAgreement, actor: Person) -> Answer:
    """Let somebody else do it."""
    owner = OwnerForm.of(people_of(agreement.circle), agreement)
    if owner.validate_on_submit():
        try:
            hand_over(agreement, owner.owner.data, by=actor, origin=origin())
            return _to_list(agreement.circle, _("Bewaard wie dit doet."))
        except Refusal as refusal:
            show_refusal(owner, refusal)
    return _one(agreement, actor, owner=owner)


def _one(agreement: CircleAgreement, actor: Actor, **forms: Any) -> Answer:
    members = people_of(agreement.circle)
    doer = next((each.person for each in members if each.person_id == agreement.owner_id), None)
    told = {
        "agreement": agreement,
        "circle": agreement.circle,
        "doer": doer,
        "form": HowItGoesForm.of(agreement),
        "owner": OwnerForm.of(members, agreement),
        "changes": policy.can_change_agreement(actor, agreement),
        "chooses": policy.can_hand_over(actor, agreement, left=doer is None),
        "focus": _focus(agreement, actor),
        "words": WORDS,
        **forms,
    }
    return render_template("circles/agreement.html", **told), 422 if request.method == "POST" else 200


def _focus(agreement: CircleAgreement, actor: Actor) -> str:
    """Return where a facilitator makes this what everybody works on, as long as it is of one session."""
    if agreement.born_in is None or agreement.is_shared_focus or not policy.facilitates(actor, agreement.circle):
        return ""
    where: dict[str, Any] = {"circle": agreement.circle.slug, "number": agreement.born_in.number}
    return url_for(".choose_focus", **where, uid=agreement.uid)


def _to_list(circle: Circle, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".agreement_list", circle=circle.slug), 303)
