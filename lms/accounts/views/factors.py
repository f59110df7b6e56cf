"""The second step of signing in, as its owner arranges it: the app, recovery codes, passkeys."""

from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands import factors as commands
from lms.accounts.forms import CodeForm
from lms.accounts.models import Actor, Passkey, Person
from lms.accounts.policy import must_show_second_factor
from lms.accounts.queries.factors import code_app_of, factors_of, own_passkey
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.accounts.views.confirming import recently_confirmed, with_address
from lms.accounts.views.entering import renew_session
from lms.accounts.views.paths import wanted_path, with_next
from lms.accounts.views.visitor import ask_to_sign_in, halfway, required_roles
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

bp = Blueprint("factors", __name__, template_folder="../templates")


def who_sets_up(actor: Actor) -> Person | None:
    """Return who may set up a factor: who is inside, or who is halfway and has none yet.

    Somebody halfway who has a factor must show that one first; else a stolen password could bring its own.
    """
    if isinstance(actor, Person):
        return actor
    half = halfway()
    return half.person if half is not None and half.person.second_factor_since is None else None


@bp.get("/account/tweede-stap")
@permit(anyone)
@with_address
@recently_confirmed
def overview(actor: Actor) -> Any:
    """Show which factors there are and what can be added."""
    person = who_sets_up(actor)
    if person is None:
        return ask_to_sign_in()
    required = not person.roles.isdisjoint(required_roles())
    return render_template(
        "accounts/factors.html",
        person=person,
        factors=factors_of(person),
        required=required,
        inside=actor.is_authenticated,
        wanted=wanted_path(),
    )


@bp.post("/account/tweede-stap/app")
@permit(anyone)
@with_address
@recently_confirmed
def start_app(actor: Actor) -> Any:
    """Make a secret for the app."""
    person = who_sets_up(actor)
    if person is None:
        return ask_to_sign_in()
    try:
        commands.start_code_app(person)
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("factors.overview"), 303)
    return redirect(with_next(url_for("factors.show_app"), wanted_path()), 303)


@bp.get("/account/tweede-stap/app")
@permit(anyone)
@with_address
@recently_confirmed
def show_app(actor: Actor) -> Any:
    """Show the QR code, as long as the app was not confirmed."""
    person = who_sets_up(actor)
    return ask_to_sign_in() if person is None else _app_page(CodeForm(formdata=None), person)


@bp.post("/account/tweede-stap/app/bevestigen")
@permit(anyone)
@with_address
@recently_confirmed
def confirm_app(actor: Actor) -> Any:
    """Let the app count after a right code, and show the recovery codes: this once, so not after a redirect."""
    person, form = who_sets_up(actor), CodeForm()
    if person is None:
        return ask_to_sign_in()
    try:
        codes = commands.confirm_code_app(person, form.code.data or "", origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _app_page(form, person, 422)
    renew_session(person, second_factor=True)
    return codes_page(codes, wanted_path())


@bp.post("/account/tweede-stap/app/uit")
@permit(signed_in)
@with_address
@recently_confirmed
def take_away_app(actor: Person) -> Any:
    """Take the app away."""
    try:
        commands.take_away_app(actor, required=_required(actor), origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("factors.overview"), 303)
    return _gone(actor)


@bp.post("/account/tweede-stap/passkeys/<passkey>/weg")
@permit(signed_in, passkey=own_passkey)
@with_address
@recently_confirmed
def take_away_passkey(passkey: Passkey, actor: Person) -> Any:
    """Take one passkey away."""
    try:
        commands.take_away_passkey(actor, passkey, required=_required(actor), origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("factors.overview"), 303)
    return _gone(actor)


@bp.post("/account/tweede-stap/herstelcodes")
@permit(signed_in)
@with_address
@recently_confirmed
def new_codes(actor: Person) -> Any:
    """Replace the recovery codes and show the new ones, this once."""
    if actor.second_factor_since is None:
        return redirect(url_for("factors.overview"), 303)
    return codes_page(commands.new_recovery_codes(actor), "/account")


def codes_page(codes: list[str], wanted: str) -> Any:
    """Return the page with recovery codes; with none to show, go on."""
    if not codes:
        flash(_("De tweede stap staat aan."))
        return redirect(url_for("factors.overview"), 303)
    return render_template("accounts/recovery_codes.html", codes=codes, wanted=wanted)


def _app_page(form: CodeForm, person: Person, status: int = 200) -> Any:
    app = code_app_of(person)
    if app is None or app.confirmed_at is not None:
        return redirect(url_for("factors.overview"), 303)
    apps = commands.code_apps()
    address = apps.get_totp_uri(person.email or person.name, app.secret)
    picture = segno.make(address, error="m")
    page = render_template(
        "accounts/code_app.html",
        form=form,
        address=address,
        picture=picture.svg_data_uri(scale=5, dark="#17302b", light="#fff", border=3),
        key=apps.get_totp_pretty_key(app.secret),
        wanted=wanted_path(),
    )
    return page, status


def _required(person: Person) -> bool:
    return not person.roles.isdisjoint(required_roles())


def _gone(actor: Person) -> Any:
    person = person_by_uid(actor.uid)
    if person is not None:
        renew_session(person, second_factor=must_show_second_factor(person, required_roles()))
    flash(_("Het is weggehaald. Op je andere apparaten ben je uitgelogd."))
    return redirect(url_for("factors.overview"), 303)
