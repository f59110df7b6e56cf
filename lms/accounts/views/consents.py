"""How others reach you: your phone number and working days, as long as you want."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands.consents import REACHABLE, be_reachable, stop_being_reachable
from lms.accounts.forms import ReachableForm
from lms.accounts.models import Person
from lms.accounts.queries.consents import consents_of
from lms.accounts.queries.origin import origin
from lms.accounts.views.words import CONSENT_NAMES
from lms.kernel.permit import permit, signed_in

bp = Blueprint("consents", __name__, template_folder="../templates")


@bp.get("/account/bereikbaar")
@permit(signed_in)
def show(actor: Person) -> str:
    """Show what others see of you, and what you agreed to when."""
    return _page(actor, ReachableForm(formdata=None, obj=actor, agree=bool(actor.phone or actor.works_on)))


@bp.post("/account/bereikbaar")
@permit(signed_in)
def save(actor: Person) -> Any:
    """Let people of the own neighbourhoods see it."""
    form = ReachableForm()
    if not form.validate_on_submit():
        return _page(actor, form), 422
    told = {"phone": form.phone.data or "", "works_on": form.works_on.data or ""}
    be_reachable(actor, **told, wording=str(form.agree.label.text), origin=origin())
    flash(_("Je keuze is bewaard."), "ok")
    return redirect(url_for(".show"), 303)


@bp.post("/account/bereikbaar/stoppen")
@permit(signed_in)
def stop(actor: Person) -> Any:
    """Take it away for everybody, at once."""
    stop_being_reachable(actor, origin=origin())
    flash(_("Niemand ziet je telefoonnummer en je werkdagen nog."), "ok")
    return redirect(url_for(".show"), 303)


def _page(actor: Person, form: ReachableForm) -> str:
    history = consents_of(actor, *REACHABLE)
    return render_template(
        "accounts/reachable.html", form=form, person=actor, history=history, consent_names=CONSENT_NAMES
    )
