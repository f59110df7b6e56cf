"""Naming the fixed adviser of a neighbourhood, for coordinators."""

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.advisers import name_adviser
from lms.programme.forms.teams import AdviserForm
from lms.programme.models import Neighbourhood
from lms.programme.queries.advisers import advisers, terms_of
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.get("/beheer/wijken/<neighbourhood>/adviseur")
@permit(policy.is_coordinator, neighbourhood=neighbourhood_by_slug)
def adviser(neighbourhood: Neighbourhood) -> str:
    """Show who advises and who did, and ask for another."""
    return _page(neighbourhood, AdviserForm(formdata=None).offer(_others(neighbourhood)))


@bp.post("/beheer/wijken/<neighbourhood>/adviseur")
@permit(policy.is_coordinator, neighbourhood=neighbourhood_by_slug)
def save_adviser(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Name the fixed adviser."""
    form = AdviserForm().offer(_others(neighbourhood))
    try:
        if form.validate_on_submit() and (person := person_by_uid(form.person.data)) is not None:
            name_adviser(neighbourhood, person, by=actor, origin=origin())
            words = _("%(name)s is nu de vaste adviseur van %(place)s.", name=person.name, place=neighbourhood.name)
            flash(words, "ok")
            return redirect(f"/beheer/wijken/{neighbourhood.slug}/adviseur", 303)
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(neighbourhood, form), 422


def _others(neighbourhood: Neighbourhood) -> list[Person]:
    return [each for each in advisers() if each.id != neighbourhood.adviser_id]


def _page(neighbourhood: Neighbourhood, form: AdviserForm) -> str:
    return render_template(
        "programme/adviser.html", neighbourhood=neighbourhood, form=form, terms=terms_of(neighbourhood)
    )
