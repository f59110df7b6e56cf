"""The team of a neighbourhood: who is in it, another role, and leaving."""

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.enums import CARD_ROLES, Role
from lms.accounts.models import Person
from lms.accounts.policy import may_hold_card
from lms.accounts.queries.origin import origin
from lms.accounts.queries.sign_in_cards import card_holders
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.teams import change_role, end_membership
from lms.programme.forms.teams import RoleForm, role_choices
from lms.programme.models import TEAM_ROLES, Neighbourhood, TeamMember
from lms.programme.queries.absences import absences_in
from lms.programme.queries.asked import open_questions_in
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.team_words import ROLE_NAMES
from lms.programme.queries.teams import joined_at, lacks_the_neighbourhood, member_at, team_of
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

MEMBER = (member_at, "neighbourhood", "member")


@bp.get("/wijken/<neighbourhood>/team")
@permit(policy.can_see_team, neighbourhood=neighbourhood_by_slug)
def team(neighbourhood: Neighbourhood, actor: Person) -> str:
    """Show who is in the team, who is away, and what the team could miss."""
    people = team_of(neighbourhood)
    return render_template(
        "programme/team.html",
        neighbourhood=neighbourhood,
        tabs=tabs_of(actor, neighbourhood, "team"),
        team=people,
        lacks=lacks_the_neighbourhood(people),
        absences=absences_in(neighbourhood),
        actor=actor,
        role_names=ROLE_NAMES,
        **_for_who_leads(neighbourhood, actor),
        names_adviser=policy.is_coordinator(actor),
        sees_reach=policy.can_see_reach(actor, neighbourhood),
    )


@bp.get("/wijken/<neighbourhood>/team/<member>")
@permit(policy.can_change_member, member=MEMBER)
def member(member: TeamMember) -> str:
    """Show one member, for who may change that."""
    return _member_page(member, _role_form(member, formdata=None, role=member.role.value))


@bp.post("/wijken/<neighbourhood>/team/<member>/rol")
@permit(policy.can_change_member, member=MEMBER)
def save_role(member: TeamMember, actor: Person) -> Any:
    """Give a member another role in this neighbourhood."""
    form = _role_form(member)
    try:
        if form.validate_on_submit():
            changed = change_role(member, Role(form.role.data), by=actor, origin=origin())
            role = str(ROLE_NAMES[changed.role]).lower()
            return _back(member, _("%(name)s is nu %(role)s.", name=changed.person.name, role=role))
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _member_page(member, form), 422


@bp.post("/wijken/<neighbourhood>/team/<member>/stoppen")
@permit(policy.can_change_member, member=MEMBER)
def leave(member: TeamMember, actor: Person) -> Response:
    """Let a member leave the team."""
    try:
        end_membership(member, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(f"/wijken/{member.neighbourhood.slug}/team", 303)
    if actor.id == member.person_id:
        flash(_("Je zit niet meer in het team van %(place)s.", place=member.neighbourhood.name), "ok")
        return redirect("/", 303)
    return _back(member, _("%(name)s zit niet meer in het team.", name=member.person.name))


def _for_who_leads(neighbourhood: Neighbourhood, actor: Person) -> dict[str, Any]:
    leads = policy.can_lead(actor, neighbourhood)
    return {
        "leads": leads,
        "hands_over": policy.can_name_director(actor, neighbourhood),
        "asked": open_questions_in(neighbourhood) if leads else (),
    }


def _back(member: TeamMember, words: str) -> Response:
    flash(words, "ok")
    return redirect(f"/wijken/{member.neighbourhood.slug}/team", 303)


def _role_form(member: TeamMember, **given: Any) -> RoleForm:
    form = RoleForm(**given)
    form.role.choices = role_choices(TEAM_ROLES[1:])
    return form


def _member_page(member: TeamMember, form: RoleForm) -> str:
    has_card = bool(card_holders([member.person_id]))
    if has_card:
        form.role.choices = role_choices(CARD_ROLES)
    return render_template(
        "programme/team_member.html",
        neighbourhood=member.neighbourhood,
        member=member,
        joined_at=joined_at(member),
        form=form,
        role_names=ROLE_NAMES,
        is_director=member.role is Role.NEIGHBOURHOOD_DIRECTOR,
        has_card=has_card,
        may_have_card=member.person.email is None and may_hold_card(member.person),
    )
