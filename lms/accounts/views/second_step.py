"""The second step: a code from the app, a recovery code, or a passkey."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from lms.accounts.commands import factors as commands
from lms.accounts.commands.limits import Try, forgive, take_try
from lms.accounts.commands.refused import factor_refused
from lms.accounts.enums import Tried
from lms.accounts.errors import TooManyTries, WrongCode
from lms.accounts.forms import CodeForm
from lms.accounts.models import Person
from lms.accounts.queries.factors import code_app_of, factors_of
from lms.accounts.queries.origin import origin
from lms.accounts.views.entering import enter
from lms.accounts.views.paths import wanted_path
from lms.accounts.views.visitor import halfway
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("second_step", __name__, template_folder="../templates")


@bp.get("/inloggen/tweede-stap")
@permit(anyone)
def show() -> Any:
    """Ask for the second factor of who came halfway."""
    person = _halfway_person()
    if person is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    return _page(CodeForm(formdata=None), person)


@bp.post("/inloggen/tweede-stap")
@slow_first
@permit(anyone)
def check() -> Any:
    """Let who came halfway in, after a right code."""
    person, form = _halfway_person(), CodeForm()
    if person is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    if not form.validate_on_submit():
        return _page(form, person), 422
    try:
        forgive(_checked(person, form.code.data))
        return enter(person, wanted_path(), second_factor=True)
    except TooManyTries as refusal:
        status = 429
        show_refusal(form, refusal)
    except Refusal as refusal:
        status = 422
        show_refusal(form, refusal)
    return _page(form, person), status


def _checked(person: Person, code: str) -> Try:
    """Count the try, look for what the code fits, and use that up."""
    end_reading()
    tried = take_try(Tried.FACTOR, account=person.uid, origin=origin())
    app = code_app_of(person)
    end_reading()
    counter = None
    if app is not None and app.confirmed_at is not None:
        counter = commands.code_apps().counter_of(code, app.secret, app.last_counter)
    begin_writing()
    try:
        _spend(person, code, counter)
    except WrongCode:
        factor_refused(person.uid, origin=origin())
        raise
    return tried


def _spend(person: Person, code: str, counter: int | None) -> None:
    if counter is not None:
        commands.spend_code(person, counter)
    else:
        commands.spend_recovery_code(person, code)


def _halfway_person() -> Person | None:
    half = halfway()
    return half.person if half is not None and half.person.second_factor_since is not None else None


def _page(form: CodeForm, person: Person) -> str:
    return render_template("accounts/second_step.html", form=form, factors=factors_of(person), wanted=wanted_path())
