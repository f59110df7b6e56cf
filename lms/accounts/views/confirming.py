"""Showing once more who you are, before you change how you sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.errors import TooManyTries
from lms.accounts.forms import ConfirmForm
from lms.accounts.models import Person, SignInSession
from lms.accounts.policy import is_fresh
from lms.accounts.queries.people import password_facts
from lms.accounts.views.entering import enter, person_with_password
from lms.accounts.views.paths import wanted_path
from lms.kernel.clock import now
from lms.kernel.own_path import page_to_open
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("confirming", __name__, template_folder="../templates")


def recently_confirmed(view: Callable) -> Callable:
    """Let a view run only for who signed in a short while ago; others show first who they are, and come back."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        session: SignInSession | None = current_user.sign_in
        if session is not None and not is_fresh(session, now()):
            return redirect(url_for("confirming.confirm", next=page_to_open(request.path)), 303)
        return view(**values)

    return guarded


def with_address(view: Callable) -> Callable:
    """Let a view run only for who signs in with an address: passwords and second steps are nothing beside a card."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        if current_user.is_authenticated and current_user.email is None:
            flash(_("Jij logt in met je kaart. Daar hoort geen mail, wachtwoord of tweede stap bij."))
            return redirect(url_for("account.show"), 303)
        return view(**values)

    return guarded


@bp.get("/inloggen/bevestigen")
@permit(signed_in)
def confirm(actor: Person) -> str:
    """Ask for the password, or offer a link by mail to who has none."""
    return _page(ConfirmForm(formdata=None), actor)


@bp.post("/inloggen/bevestigen")
@slow_first
@permit(signed_in)
def try_to_confirm(actor: Person) -> Any:
    """Check the password and go on with a fresh session."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _page(form, actor), 422
    try:
        person = person_with_password(actor.email or "", form.password.data, by=actor.uid)
    except TooManyTries as refusal:
        show_refusal(form, refusal)
        return _page(form, actor), 429
    if person is None or person.id != actor.id:
        show_refusal(form, Refusal(_("Dit is niet je wachtwoord. Kijk het na."), "password"))
        return _page(form, actor), 422
    return enter(person, wanted_path(), second_factor=actor.sign_in.second_factor_at is not None)


def _page(form: ConfirmForm, actor: Person) -> str:
    has_password = password_facts(actor.email or "") is not None
    given = {"has_password": has_password, "card": actor.email is None, "wanted": wanted_path()}
    return render_template("accounts/confirm.html", form=form, **given)
