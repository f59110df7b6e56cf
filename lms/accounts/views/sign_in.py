"""Signing in with a password or a link by mail, and signing out."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.commands.entry import go_out, prove_mailbox
from lms.accounts.commands.links import spent
from lms.accounts.enums import Purpose
from lms.accounts.errors import NotNow, TooManyTries
from lms.accounts.forms import AddressForm, DemoSignInForm, SignInForm
from lms.accounts.models import Actor
from lms.accounts.queries.demo import DEMO_DOMAIN, DEMO_PASSWORD, demo_people
from lms.accounts.queries.links import link_by_token
from lms.accounts.queries.origin import origin
from lms.accounts.queries.role_words import roles_in_words
from lms.accounts.views.entering import enter, mail_a_link, person_with_password
from lms.accounts.views.paths import wanted_path
from lms.accounts.views.visitor import forget, halfway
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("sign_in", __name__, template_folder="../templates")


@bp.get("/inloggen")
@permit(anyone)
def sign_in(actor: Actor) -> str | Response:
    """Show the form; in a demonstration ``?als=`` fills it for one of the demo accounts."""
    if actor.is_authenticated:
        return redirect(wanted_path(), 303)
    return _page(_filled_form())


@bp.post("/inloggen")
@slow_first
@permit(anyone)
def try_to_sign_in() -> Any:
    """Sign in, or mail a link when that button was used."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form), 422
    if form.link.data:
        return mail_a_link(form.email.data, Purpose.SIGN_IN)
    try:
        person = person_with_password(form.email.data, form.password.data)
        if person is not None:
            return enter(person, wanted_path())
    except TooManyTries as refusal:
        return _refused(form, refusal, 429)
    except NotNow as refusal:
        return _refused(form, refusal, 422)
    return _refused(form, Refusal(_("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na."), "password"))


@bp.get("/inloggen/link")
@permit(anyone)
def ask_for_link() -> str:
    """Show the form for a link by mail."""
    return render_template("accounts/link_request.html", form=AddressForm(formdata=None), wanted=wanted_path())


@bp.post("/inloggen/link")
@slow_first
@permit(anyone)
def send_link() -> Any:
    """Mail a link to whoever has an account with this address."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("accounts/link_request.html", form=form, wanted=wanted_path()), 422
    return mail_a_link(form.email.data, Purpose.SIGN_IN)


@bp.get("/inloggen/kijk-in-je-mail")
@permit(anyone)
def look_in_your_mail() -> str:
    """Say what happens now, the same for every address."""
    return render_template("accounts/look_in_your_mail.html")


@bp.get("/inloggen/link/<token>")
@permit(anyone)
def show_link(token: str) -> Any:
    """Show the button that signs in; following a link changes nothing."""
    link = link_by_token(token, Purpose.SIGN_IN)
    if link is None or not link.person.active:
        return _spent()
    return render_template("accounts/link.html", link=link, token=token)


@bp.post("/inloggen/link/<token>")
@permit(anyone)
def use_link(token: str) -> Any:
    """Sign in with a link, once."""
    link = link_by_token(token, Purpose.SIGN_IN)
    try:
        if link is None or not link.person.active:
            raise spent()
        return enter(prove_mailbox(link))
    except Refusal:
        return _spent()


@bp.post("/uitloggen")
@permit(anyone)
def sign_out(actor: Actor) -> Response:
    """End this session, also one halfway: every copy of its cookie is worth nothing from now on."""
    if (session := actor.sign_in or halfway()) is not None:
        go_out(session, origin=origin())
    forget()
    flash(_("Je bent uitgelogd."))
    return redirect("/", 303)


def _spent() -> tuple[str, int]:
    again = url_for("sign_in.ask_for_link")
    return render_template("accounts/spent_link.html", purpose=Purpose.SIGN_IN, again=again), 410


def _refused(form: SignInForm, refusal: Refusal, status: int = 422) -> tuple[str, int]:
    show_refusal(form, refusal)
    return _page(form), status


def _page(form: SignInForm) -> str:
    people = demo_people() if current_app.config["SETTINGS"].demo else ()
    return render_template(
        "accounts/sign_in.html", form=form, wanted=wanted_path(), people=people, roles_in_words=roles_in_words
    )


def _filled_form() -> SignInForm:
    name = request.args.get("als", "")
    if current_app.config["SETTINGS"].demo and name.isalnum():
        return DemoSignInForm(formdata=None, email=f"{name}@{DEMO_DOMAIN}", password=DEMO_PASSWORD)
    return SignInForm(formdata=None)
