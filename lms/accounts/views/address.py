"""Changing the e-mail address: asked for by who is signed in, confirmed at the new address."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands.address import ask_for_address, take_address
from lms.accounts.commands.links import spent
from lms.accounts.enums import Purpose, Tried
from lms.accounts.errors import AddressTaken, TooManyTries
from lms.accounts.forms import AddressForm
from lms.accounts.models import Actor, Person
from lms.accounts.queries.links import link_by_token
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.accounts.views.confirming import recently_confirmed, with_address
from lms.accounts.views.entering import limited
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("address", __name__, template_folder="../templates")


@bp.get("/account/e-mailadres")
@permit(signed_in)
@with_address
@recently_confirmed
def change(actor: Person) -> str:
    """Show the form for another address."""
    return render_template("accounts/address_change.html", form=AddressForm(formdata=None), person=actor)


@bp.post("/account/e-mailadres")
@slow_first
@permit(signed_in)
@with_address
@recently_confirmed
def ask(actor: Person) -> Any:
    """Mail a link to the new address; the answer is the same when it is somebody's already."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("accounts/address_change.html", form=form, person=actor), 422
    try:
        limited(Tried.MAIL, f"person/{actor.uid}")
    except TooManyTries as refusal:
        show_refusal(form, refusal)
        return render_template("accounts/address_change.html", form=form, person=actor), 429
    person = person_by_uid(actor.uid)
    if person is not None:
        ask_for_address(person, form.email.data)
    flash(_("We hebben een mail gestuurd naar %(address)s. Open de link daarin.", address=form.email.data))
    return redirect("/account", 303)


@bp.get("/e-mailadres/<token>")
@permit(anyone)
def show_link(token: str) -> Any:
    """Show the button that confirms; following the link changes nothing."""
    link = link_by_token(token, Purpose.ADDRESS)
    if link is None or not link.person.active:
        return _spent()
    return render_template("accounts/address_confirm.html", link=link, token=token)


@bp.post("/e-mailadres/<token>")
@permit(anyone)
def use_link(token: str, actor: Actor) -> Any:
    """Change the address, once."""
    link = link_by_token(token, Purpose.ADDRESS)
    try:
        if link is None or not link.person.active:
            raise spent()
        own = actor.sign_in if actor.id == link.person.id else None
        take_address(link, keep=own, origin=origin())
    except AddressTaken as refusal:
        return render_template("accounts/address_taken.html", refusal=refusal), 409
    except Refusal:
        return _spent()
    flash(_("Vanaf nu log je in met je nieuwe e-mailadres."))
    return redirect("/account", 303)


def _spent() -> tuple[str, int]:
    return render_template("accounts/spent_link.html", purpose=Purpose.ADDRESS, again=url_for("address.change")), 410
