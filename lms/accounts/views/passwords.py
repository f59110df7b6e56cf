"""A new password: with a link by mail, or for who is signed in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands.entry import prove_mailbox
from lms.accounts.commands.links import spent
from lms.accounts.commands.passwords import check_new_password, set_password
from lms.accounts.enums import Purpose
from lms.accounts.forms import AddressForm, NewPasswordForm
from lms.accounts.models import MailLink, Person
from lms.accounts.queries.links import link_by_token
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.accounts.views.confirming import recently_confirmed, with_address
from lms.accounts.views.entering import enter, mail_a_link, slowly_hashed
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("passwords", __name__, template_folder="../templates")


@bp.get("/wachtwoord-vergeten")
@permit(anyone)
def forgotten() -> str:
    """Show the form for a link to a new password."""
    return render_template("accounts/password_forgotten.html", form=AddressForm(formdata=None))


@bp.post("/wachtwoord-vergeten")
@slow_first
@permit(anyone)
def send_link() -> Any:
    """Mail a link to whoever has an account with this address."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("accounts/password_forgotten.html", form=form), 422
    return mail_a_link(form.email.data, Purpose.RESET)


@bp.get("/wachtwoord/<token>")
@permit(anyone)
def choose(token: str) -> Any:
    """Show the form for a new password; following the link changes nothing."""
    link = _usable(token)
    return _spent() if link is None else _page(NewPasswordForm(formdata=None), link, token)


@bp.post("/wachtwoord/<token>")
@slow_first
@permit(anyone)
def save(token: str) -> Any:
    """Use the link up, set the password, and sign in."""
    form, link = NewPasswordForm(), _usable(token)
    if link is None:
        return _spent()
    if not form.validate_on_submit() or not is_good(form, link.person):
        return _page(form, link, token), 422
    password_hash = slowly_hashed(form.password.data)
    try:
        answer = enter(_reset(token, password_hash))
    except Refusal:
        return _spent()
    flash(_("Je nieuwe wachtwoord is bewaard. Op je andere apparaten ben je uitgelogd."), "ok")  # in the new cookie
    return answer


@bp.get("/account/wachtwoord")
@permit(signed_in)
@with_address
@recently_confirmed
def change() -> str:
    """Show the form for another password."""
    return render_template("accounts/password_change.html", form=NewPasswordForm(formdata=None))


@bp.post("/account/wachtwoord")
@slow_first
@permit(signed_in)
@with_address
@recently_confirmed
def save_change(actor: Person) -> Any:
    """Set another password; all other sessions end."""
    form = NewPasswordForm()
    if not form.validate_on_submit() or not is_good(form, actor):
        return render_template("accounts/password_change.html", form=form), 422
    password_hash = slowly_hashed(form.password.data)
    person = person_by_uid(actor.uid)
    if person is not None:
        set_password(person, password_hash, keep=actor.sign_in, origin=origin())
    flash(_("Je nieuwe wachtwoord is bewaard. Op je andere apparaten ben je uitgelogd."))
    return redirect("/account", 303)


def is_good(form: Any, person: Person) -> bool:
    """Return whether the new password in a form may be used; if not, the form says why."""
    try:
        check_new_password(form.password.data, about=(person.name, (person.email or "").partition("@")[0]))
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _usable(token: str) -> MailLink | None:
    link = link_by_token(token, Purpose.RESET)
    return link if link is not None and link.person.active else None


def _reset(token: str, password_hash: str) -> Person:
    link = _usable(token)
    if link is None:
        raise spent()
    person = prove_mailbox(link)
    set_password(person, password_hash, origin=origin())
    return person


def _spent() -> tuple[str, int]:
    return render_template("accounts/spent_link.html", purpose=Purpose.RESET, again=url_for("passwords.forgotten")), 410


def _page(form: NewPasswordForm, link: MailLink, token: str) -> str:
    return render_template("accounts/password_reset.html", form=form, link=link, token=token)
