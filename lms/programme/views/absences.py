"""Being away, for directors and advisers."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.absences import call_off, objections, plan_absence
from lms.programme.forms.absences import AbsenceForm
from lms.programme.models import Absence
from lms.programme.queries.absences import Duty, duties_of, own_absence
from lms.programme.queries.stand_ins import Candidate, arranged, candidates, duties_in_words
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal


class Offered(NamedTuple):
    """Who may stand in for somebody, and everything that is to be done meanwhile."""

    people: Sequence[Candidate]
    duties: Sequence[Duty]


@bp.get("/account/afwezig")
@permit(policy.can_be_away)
def away(actor: Person) -> str:
    """Show when somebody is away and who stands in, and ask for a next time."""
    offered = Offered(candidates(actor), duties_of(actor))
    return _page(actor, AbsenceForm(formdata=None, starts_on=today()).offer(*offered), offered)


@bp.post("/account/afwezig")
@permit(policy.can_be_away)
def save_away(actor: Person) -> Any:
    """Let somebody stand in; everything that stands in the way is said at once."""
    offered = Offered(candidates(actor), duties_of(actor))
    form = AbsenceForm().offer(*offered)
    fine = form.validate_on_submit()
    if _planned(actor, form, offered, fine):
        return redirect("/account/afwezig", 303)
    return _page(actor, form, offered), 422


@bp.post("/account/afwezig/<absence>/intrekken")
@permit(policy.can_be_away, absence=own_absence)
def call_absence_off(absence: Absence, actor: Person) -> Response:
    """Be there after all; the stand-in's rights end now."""
    call_off(absence, by=actor, origin=origin())
    flash(_("Je bent er weer. %(name)s krijgt bericht.", name=absence.stand_in.name), "ok")
    return redirect("/account/afwezig", 303)


def _planned(actor: Person, form: AbsenceForm, offered: Offered, fine: bool) -> bool:
    """Arrange it when nothing stands in the way; else say all of it at the fields."""
    stand_in, starts_on, ends_on = form.told(offered.people)
    against = objections(actor, stand_in, starts_on, ends_on)
    try:
        if fine and not against and stand_in and starts_on and ends_on:
            plan_absence(actor, stand_in, starts_on, ends_on, by=actor, origin=origin())
            flash(_("%(name)s neemt voor je waar en krijgt bericht.", name=stand_in.name), "ok")
            return True
    except Refusal as refusal:
        against = [refusal]
    for each in against:
        show_refusal(form, each)
    return False


def _page(actor: Person, form: AbsenceForm, offered: Offered) -> str:
    able = {duty for each in offered.people for duty in each.duties}
    return render_template(
        "programme/away.html",
        form=form,
        arranged=arranged(actor),
        places=list(dict.fromkeys(duty.neighbourhood.name for duty in offered.duties)),
        nobody=[duty for duty in offered.duties if duty not in able],
        in_words=duties_in_words,
        today=today(),
    )
