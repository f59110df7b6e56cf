"""Handing a neighbourhood over: what goes along, who takes it, or nobody yet."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.teams import end_membership, name_director
from lms.programme.forms.teams import HandOverForm
from lms.programme.models import Neighbourhood
from lms.programme.queries.handover import baggage_of
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.team_words import ROLE_NAMES
from lms.programme.queries.teams import InTeam, member_at, open_membership, team_of
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal


@bp.get("/wijken/<neighbourhood>/overdracht")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def handover(neighbourhood: Neighbourhood, actor: Person) -> str:
    """Show what is open and what goes along; who may, names the next director here."""
    team = team_of(neighbourhood)
    return _page(neighbourhood, actor, team, _form(neighbourhood, team, formdata=None))


@bp.get("/wijken/<neighbourhood>/overdracht/bevestigen")
@permit(policy.can_name_director, neighbourhood=neighbourhood_by_slug)
def confirm_handover(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Say what changes when the one who was chosen takes over, and ask once."""
    team = team_of(neighbourhood)
    form = _form(neighbourhood, team, formdata=request.args, meta={"csrf": False})
    next_one = member_at(neighbourhood.slug, form.person.data, actor) if form.validate() else None
    if next_one is None:
        return _page(neighbourhood, actor, team, form), 422
    return render_template(
        "programme/handover_confirm.html",
        neighbourhood=neighbourhood,
        chosen=next_one,
        becomes=form.before_becomes(),
        itself=actor.id == neighbourhood.director_id,
        role_names=ROLE_NAMES,
    )


@bp.post("/wijken/<neighbourhood>/overdracht")
@permit(policy.can_name_director, neighbourhood=neighbourhood_by_slug)
def hand_over(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Name the next director; everything stays."""
    team = team_of(neighbourhood)
    form = _form(neighbourhood, team)
    try:
        if form.validate_on_submit() and (next_one := member_at(neighbourhood.slug, form.person.data, actor)):
            becomes = form.before_becomes()
            name_director(neighbourhood, next_one.person, before_becomes=becomes, by=actor, origin=origin())
            return _done(actor, neighbourhood, _("%(name)s is nu de wijkregisseur.", name=next_one.person.name))
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(neighbourhood, actor, team, form), 422


@bp.post("/wijken/<neighbourhood>/overdracht/vacature")
@permit(policy.can_name_director, neighbourhood=neighbourhood_by_slug)
def leave_vacant(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Let the director go while nobody takes over yet: the adviser keeps the neighbourhood running."""
    leading = open_membership(neighbourhood, role=Role.NEIGHBOURHOOD_DIRECTOR)
    if leading is None:
        flash(_("Deze wijk heeft al geen wijkregisseur."), "warn")
        return redirect(f"/wijken/{neighbourhood.slug}/overdracht", 303)
    end_membership(leading, by=actor, origin=origin())
    return _done(actor, neighbourhood, _("De plek van wijkregisseur is nu open."))


def _done(actor: Person, neighbourhood: Neighbourhood, words: str) -> Any:
    """Go where this actor may still come: who handed over and left has no team page any more."""
    flash(words, "ok")
    stays = (
        policy.is_coordinator(actor) or open_membership(neighbourhood, actor) or policy.advises(actor, neighbourhood)
    )
    return redirect(f"/wijken/{neighbourhood.slug}/team" if stays else "/", 303)


def _form(neighbourhood: Neighbourhood, team: list[InTeam], **given: Any) -> HandOverForm:
    form = HandOverForm(**given)
    others = [each.member for each in team if each.member.role is not Role.NEIGHBOURHOOD_DIRECTOR]
    able = [each for each in others if each.person.email is not None]  # who signs in with a card cannot lead
    form.person.choices = [
        SelectChoice(each.uid, f"{each.person.name}, {str(ROLE_NAMES[each.role]).lower()}") for each in able
    ]
    if neighbourhood.director_id is None:
        del form.before
    return form


def _page(neighbourhood: Neighbourhood, actor: Person, team: list[InTeam], form: HandOverForm) -> str:
    return render_template(
        "programme/handover.html",
        neighbourhood=neighbourhood,
        tabs=tabs_of(actor, neighbourhood, "overdracht"),
        form=form,
        team=team,
        baggage=baggage_of(actor, neighbourhood),
        role_names=ROLE_NAMES,
        hands_over=policy.can_name_director(actor, neighbourhood),
        itself=actor.id == neighbourhood.director_id,
    )
