"""Taking your personal data along, and erasing your account."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template
from flask_babel import gettext as _

from lms.accounts.commands.personal_data import erase_person, export_person
from lms.accounts.errors import TooManyTries
from lms.accounts.forms import EraseForm
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import password_facts, person_by_uid
from lms.accounts.slots import PERSONAL_DATA
from lms.accounts.views.confirming import recently_confirmed
from lms.accounts.views.entering import person_with_password
from lms.accounts.views.visitor import forget
from lms.kernel.clock import today
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.slots import fillers
from lms.kernel.work import begin_writing, slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("own_data", __name__, template_folder="../templates")


@bp.post("/account/gegevens")
@permit(signed_in)
def download(actor: Person) -> Response:
    """Hand over everything kept about who asks, as a file."""
    data = export_person(actor, by=actor.uid, origin=origin())
    name = f"kringwijs-{today().isoformat()}.json"
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2),
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.get("/account/wissen")
@permit(signed_in)
@recently_confirmed
def ask(actor: Person) -> str:
    """Say what disappears, and ask once."""
    return _page(_form(actor, formdata=None))


@bp.post("/account/wissen")
@slow_first
@permit(signed_in)
@recently_confirmed
def erase(actor: Person) -> Any:
    """Erase the account of who asks, after the password or a fresh link by mail."""
    form = _form(actor)
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        erase_person(_proven(actor, form), by=actor.uid, origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(form), 429 if isinstance(refusal, TooManyTries) else 422
    forget()
    flash(_("Je account is gewist. Bedankt dat je meedeed."), "ok")
    return redirect("/", 303)


def _form(actor: Person, **given: Any) -> EraseForm:
    form = EraseForm(**given)
    if password_facts(actor.email or "") is None:
        del form.password
    return form


def _proven(actor: Person, form: EraseForm) -> Person:
    """Return the person to erase, read again after the slow look at the password."""
    if "password" in form:
        person = person_with_password(actor.email or "", form.password.data)
    else:
        begin_writing()
        person = person_by_uid(actor.uid)
    if person is None or person.id != actor.id:
        raise Refusal(_("Dit is niet je wachtwoord. Kijk het na."), "password")
    return person


def _page(form: EraseForm) -> str:
    disappears = [filler.disappears for filler in fillers(PERSONAL_DATA) if filler.disappears]
    return render_template("accounts/account_erase.html", form=form, disappears=disappears)
