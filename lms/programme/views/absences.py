"""Being away, for directors and advisers."""

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.absences import call_off, plan_absence
from lms.programme.forms.absences import AbsenceForm
from lms.programme.models import Absence
from lms.programme.queries.absences import absences_of, duties_of, own_absence, possible_stand_ins
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.get("/account/afwezig")
@permit(policy.can_be_away)
def away(actor: Person) -> str:
    """Show when somebody is away and who stands in, and ask for a next time."""
    return _page(actor, AbsenceForm(formdata=None).offer(possible_stand_ins(actor)))


@bp.post("/account/afwezig")
@permit(policy.can_be_away)
def save_away(actor: Person) -> Any:
    """Let somebody stand in."""
    form = AbsenceForm().offer(possible_stand_ins(actor))
    try:
        if form.validate_on_submit() and (stand_in := person_by_uid(form.stand_in.data)) is not None:
            plan_absence(actor, stand_in, form.starts_on.data, form.ends_on.data, by=actor, origin=origin())
            flash(_("%(name)s neemt voor je waar en krijgt bericht.", name=stand_in.name), "ok")
            return redirect("/account/afwezig", 303)
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(actor, form), 422


@bp.post("/account/afwezig/<absence>/intrekken")
@permit(policy.can_be_away, absence=own_absence)
def call_absence_off(absence: Absence, actor: Person) -> Response:
    """Be there after all; the stand-in's rights end now."""
    call_off(absence, by=actor, origin=origin())
    flash(_("Je bent er weer. %(name)s krijgt bericht.", name=absence.stand_in.name), "ok")
    return redirect("/account/afwezig", 303)


def _page(actor: Person, form: AbsenceForm) -> str:
    places = dict.fromkeys(duty.neighbourhood.name for duty in duties_of(actor))
    return render_template("programme/away.html", form=form, absences=absences_of(actor), places=list(places))
