"""Making a passkey, and signing in with one; a small script asks the browser for it."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, render_template, request, session
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url, generate_challenge

from lms.accounts.commands import passkeys as commands
from lms.accounts.commands.limits import forgive, take_try
from lms.accounts.commands.passkeys import Relying
from lms.accounts.commands.refused import passkey_refused
from lms.accounts.enums import Tried
from lms.accounts.errors import TooManyTries, WrongCode
from lms.accounts.forms import NewPasskeyForm, PasskeyForm
from lms.accounts.models import Actor, Person
from lms.accounts.queries.factors import passkeys_of
from lms.accounts.queries.origin import origin
from lms.accounts.views.confirming import recently_confirmed, with_address
from lms.accounts.views.entering import enter, renew_session
from lms.accounts.views.factors import codes_page, who_sets_up
from lms.accounts.views.paths import wanted_path
from lms.accounts.views.visitor import ask_to_sign_in
from lms.kernel.clock import now
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("passkeys", __name__, template_folder="../templates")
KEY = "passkey"
GOOD_FOR = 300  # seconds


@bp.get("/account/tweede-stap/passkeys/nieuw")
@permit(anyone)
@with_address
@recently_confirmed
def new(actor: Actor) -> Any:
    """Show the form that makes a passkey."""
    person = who_sets_up(actor)
    return ask_to_sign_in() if person is None else _new_page(NewPasskeyForm(formdata=None), person)


@bp.post("/account/tweede-stap/passkeys/nieuw")
@permit(anyone)
@with_address
@recently_confirmed
def add(actor: Actor) -> Any:
    """Keep a new passkey; the first factor comes with recovery codes, shown this once."""
    person, form, site = who_sets_up(actor), NewPasskeyForm(), relying()
    if person is None or site is None:
        return ask_to_sign_in()
    if not form.validate_on_submit():
        return _new_page(form, person, 422)
    try:
        credential, name = form.credential.data, form.name.data
        challenge = _challenge()
        codes = commands.add_passkey(person, credential, name=name, relying=site, challenge=challenge, origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _new_page(form, person, 422)
    renew_session(person, second_factor=True)
    return codes_page(codes, wanted_path())


@bp.get("/inloggen/passkey")
@permit(anyone)
def show() -> str:
    """Show the button that signs in with a passkey."""
    return _show_page(PasskeyForm(formdata=None))


@bp.post("/inloggen/passkey")
@slow_first
@permit(anyone)
def sign_in() -> Any:
    """Sign in with a passkey: it is something you have and something you are or know, so no second step follows."""
    form, site = PasskeyForm(), relying()
    try:
        if site is None or not form.validate_on_submit():
            raise commands.refused()
        return enter(_person_with(form.credential.data, site), wanted_path(), second_factor=True)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _show_page(form), 429 if isinstance(refusal, TooManyTries) else 422


def _person_with(credential: str, site: Relying) -> Person:
    """Count the try first, then look whose passkey it is."""
    commands.refuse_nothing(credential)
    named = commands.credential_id_in(credential)
    end_reading()
    tried = take_try(Tried.PASSKEY, account=named.hex(), origin=origin())
    begin_writing()
    try:
        person = commands.person_with_passkey(credential, relying=site, challenge=_challenge())
    except WrongCode:
        passkey_refused(named, origin=origin())
        raise
    forgive(tried)
    return person


def relying() -> Relying | None:
    """Return the site as the browser sees it; nothing on an address of digits, where passkeys do not work."""
    settings = current_app.config["SETTINGS"]
    origin_here = settings.base_url if settings.secure else request.host_url.rstrip("/")
    host = urlsplit(origin_here).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Relying(host=host, origin=origin_here)
    return None


def _new_challenge() -> bytes:
    challenge = generate_challenge()
    session[KEY] = [bytes_to_base64url(challenge), int(now().timestamp())]
    return challenge


def _challenge() -> bytes:
    """Return the challenge of this visitor, once."""
    text, made_at = session.pop(KEY, ("", 0))
    if not text or now().timestamp() - made_at > GOOD_FOR:
        raise commands.refused()
    return base64url_to_bytes(text)


def _new_page(form: NewPasskeyForm, person: Any, status: int = 200) -> Any:
    site = relying()
    options = commands.options_to_make(person, passkeys_of(person), site, _new_challenge()) if site else ""
    form.credential.data = ""
    page = render_template("accounts/passkey_new.html", form=form, options=options, wanted=wanted_path())
    return page, status


def _show_page(form: PasskeyForm) -> str:
    site = relying()
    options = commands.options_to_show(site, _new_challenge()) if site else ""
    form.credential.data = ""
    return render_template("accounts/passkey_show.html", form=form, options=options, wanted=wanted_path())
