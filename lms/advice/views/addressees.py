"""Asking advisers of other programmes, and the page on which they answer."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands import bundle_asking
from lms.advice.enums import BundleState
from lms.advice.forms import bundles as forms
from lms.advice.models import BundleAddressee, StrategicBundle
from lms.advice.queries import bundles as queries
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.bundles import BUNDLE, WHOM, do, may_bundle, to
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

GONE = 410


def may_ask_no_more(actor: Actor, _addressee: BundleAddressee) -> bool:
    """Advisers work on bundles together."""
    return policy.is_adviser(actor)


@bp.post("/advies/bundels/<uid>/voorleggen")
@permit(may_bundle, bundle=BUNDLE)
def address_to(bundle: StrategicBundle, actor: Person) -> Answer:
    """Put the question to an adviser of another programme."""

    def act(form: forms.AddresseeForm) -> None:
        said = (form.organisation.data, form.role.data, form.address.data)
        bundle_asking.address_to(bundle, *said, by=actor, origin=origin())

    return do(bundle, actor, "addressee", forms.AddresseeForm(prefix=WHOM), act, _("Verstuurd, met een eigen pagina."))


@bp.post("/advies/bundels/<uid>/voorleggen/<row>/terug")
@permit(may_ask_no_more, addressee=(queries.addressee_of, "uid", "row"))
def ask_no_more(addressee: BundleAddressee, actor: Person) -> Answer:
    """End the link of somebody who was asked."""
    try:
        bundle_asking.ask_no_more(addressee, addressee.bundle, by=actor, origin=origin())
    except Refusal as refusal:
        return to(addressee.bundle, refusal.message, "warn")
    return to(addressee.bundle, _("Ingetrokken. De link werkt niet meer."))


@bp.route("/advies/antwoord/<token>", methods=["GET", "POST"])
@permit(anyone, link=(queries.addressee_by_token, "token"))
def reply_page(link: queries.Link) -> Answer:
    """Let an adviser of another programme answer; opening the link changes nothing."""
    row = link.addressee
    over = row.answered_at is None and row.bundle.state is BundleState.RETURNED
    if over or not link.works or row.revoked_at is not None:
        return render_template("advice/reply_old.html", over=over and link.works), GONE
    form = forms.ReplyForm()
    if row.answered_at is None and form.validate_on_submit():
        try:
            said = form.reply.data or ""
            bundle_asking.reply_to(row, said, refused=request.form.get("act") == "nee", origin=origin())
            flash(_("Dank je wel. Je antwoord is binnen."), "ok")
            return redirect(request.path, 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "row": row, "bundle": row.bundle, "named": queries.named_in(row.bundle)}
    return render_template("advice/reply.html", **shown), 422 if form.errors else 200
