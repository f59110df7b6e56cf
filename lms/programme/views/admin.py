"""Neighbourhoods as coordinators run them: the list, a new one, what is known of one, and its states."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.organisations.enums import OrganisationKind
from lms.organisations.queries import open_organisations
from lms.programme import policy
from lms.programme.commands import admin as commands
from lms.programme.enums import NeighbourhoodState
from lms.programme.forms.admin import Choices, NeighbourhoodForm, StateForm
from lms.programme.models import Neighbourhood
from lms.programme.models.advancing import EXCUSABLE, WORDS, after, before, lacking
from lms.programme.queries import admin as queries
from lms.programme.queries.ggd import ends_soon
from lms.programme.queries.neighbourhoods import PAGE, named, neighbourhood_by_slug, neighbourhoods
from lms.programme.queries.plans import newest_plan
from lms.programme.queries.tranches import groups_filled
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


def runs(actor: Any, _neighbourhood: Neighbourhood) -> bool:
    """Only coordinators run neighbourhoods; their teams know of them, so for those it is a 403."""
    return policy.is_coordinator(actor)


@bp.get("/beheer/wijken")
@permit(policy.is_coordinator)
def admin_index(actor: Person) -> str:
    """List neighbourhoods by name; of one group, in one state, or by a part of the name."""
    words, after_slug = request.args.get("q", "").strip(), request.args.get("na", "")
    group, state = request.args.get("groep", type=row_number), _state_asked()
    found = neighbourhoods(actor, *_asked(words, group, state), after=after_slug)
    shown, more = found[:PAGE], len(found) > PAGE
    chosen = {"q": words or None, "groep": group, "stand": state}
    return render_template(
        "programme/admin.html", shown=shown, more=more, groups=groups_filled(), chosen=chosen, after=after_slug
    )


@bp.route("/beheer/wijken/nieuw", methods=["GET", "POST"])
@permit(policy.is_coordinator)
def admin_add(actor: Person) -> Answer:
    """Take a neighbourhood into the programme."""
    choices = _choices()
    form = NeighbourhoodForm.choosing(choices)
    if form.validate_on_submit():
        try:
            made = commands.add_neighbourhood(**form.told(choices), by=actor, origin=origin())
            return _back(made, _("%(name)s doet mee.", name=made.name))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"form": form, "choices": choices}
    return render_template("programme/admin_new.html", **told), 422 if form.is_submitted() else 200


@bp.get("/beheer/wijken/<neighbourhood>")
@permit(runs, neighbourhood=neighbourhood_by_slug)
def admin_one(neighbourhood: Neighbourhood, actor: Person) -> str:
    """Show what is known of a neighbourhood, its state, and what its next state asks."""
    return _page(neighbourhood, actor)


@bp.route("/beheer/wijken/<neighbourhood>/gegevens", methods=["GET", "POST"])
@permit(runs, neighbourhood=neighbourhood_by_slug)
def admin_change(neighbourhood: Neighbourhood, actor: Person) -> Answer:
    """Change what is known of a neighbourhood."""
    choices = _choices(neighbourhood)
    form = NeighbourhoodForm.choosing(choices, neighbourhood)
    if form.validate_on_submit():
        try:
            commands.change_neighbourhood(neighbourhood, **form.told(choices), by=actor, origin=origin())
            return _back(neighbourhood, _("De gegevens zijn bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"neighbourhood": neighbourhood, "form": form, "choices": choices}
    return render_template("programme/admin_change.html", **told), 422 if form.is_submitted() else 200


@bp.route("/beheer/wijken/<neighbourhood>/stand", methods=["GET", "POST"])
@permit(runs, neighbourhood=neighbourhood_by_slug)
def admin_state(neighbourhood: Neighbourhood, actor: Person) -> Answer:
    """Bring a neighbourhood one state on, or one back; the page is for what needs a reason."""
    form = StateForm(to=request.args.get("naar"))
    state = form.state()
    if state is None or state not in (after(neighbourhood.state), before(neighbourhood.state), neighbourhood.state):
        return redirect(url_for(".admin_one", neighbourhood=neighbourhood.slug), 303)
    if form.validate_on_submit():
        try:
            commands.set_state(neighbourhood, state, reason=form.reason.data, by=actor, origin=origin())
            return _back(neighbourhood, _("De stand is bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _state_page(neighbourhood, form, state), 422 if form.is_submitted() else 200


def _page(neighbourhood: Neighbourhood, actor: Person) -> str:
    agreement = queries.agreement_in_force(neighbourhood.id)
    onwards = after(neighbourhood.state)
    lacks = lacking(onwards, neighbourhood, agreement, today()) if onwards else ()
    still = lacking(neighbourhood.state, neighbourhood, agreement, today())
    return render_template(
        "programme/admin_one.html",
        neighbourhood=neighbourhood,
        tabs=tabs_of(actor, neighbourhood, "beheer"),
        states=list(NeighbourhoodState),
        onwards=onwards,
        back=before(neighbourhood.state),
        lacks=[WORDS[lack] for lack in lacks],
        blocked=any(lack not in EXCUSABLE for lack in lacks),
        still=[WORDS[lack] for lack in still if lack not in EXCUSABLE],
        agreement=agreement,
        ends_soon=ends_soon(agreement, today()),
        today=today(),
        plan=newest_plan(neighbourhood),
        changes=queries.state_changes(neighbourhood),
        decisions=queries.places_decided(neighbourhood),
    )


def _state_page(neighbourhood: Neighbourhood, form: StateForm, state: NeighbourhoodState) -> str:
    back = state is before(neighbourhood.state)
    agreement = queries.agreement_in_force(neighbourhood.id)
    lacks = () if back else lacking(state, neighbourhood, agreement, today())
    return render_template(
        "programme/admin_state.html",
        neighbourhood=neighbourhood,
        form=form,
        state=state,
        back=back,
        lacks=[WORDS[lack] for lack in lacks],
        blocked=any(lack not in EXCUSABLE for lack in lacks),
    )


def _choices(neighbourhood: Neighbourhood | None = None) -> Choices:
    """Return what there is to choose from; what a neighbourhood has now is always among it."""
    own = (neighbourhood.programme_id,) if neighbourhood else ()
    ggd = [neighbourhood.ggd_id] if neighbourhood else []
    municipality = [neighbourhood.municipality_id] if neighbourhood else []
    return Choices(
        groups=groups_filled(*own),
        ggds=open_organisations(OrganisationKind.GGD, besides=ggd),
        municipalities=open_organisations(OrganisationKind.MUNICIPALITY, besides=municipality),
    )


def _state_asked() -> NeighbourhoodState | None:
    return next((each for each in NeighbourhoodState if each == request.args.get("stand")), None)


def _asked(words: str, group: int | None, state: NeighbourhoodState | None) -> list[ColumnElement[bool]]:
    asked = [named(words)] if words else []
    if group is not None:
        asked.append(Neighbourhood.tranche_id == group)
    if state is not None:
        asked.append(Neighbourhood.state == state)
    return asked


def _back(neighbourhood: Neighbourhood, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("programme.admin_one", neighbourhood=neighbourhood.slug), 303)
