"""Inviting people into a team: one by mail, or a list at once."""

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import give_up
from lms.programme import policy
from lms.programme.commands.invitations import ListRefused, invite_list, invite_member
from lms.programme.forms.invitations import ListForm, MemberForm, SureListForm
from lms.programme.models import Asked, Neighbourhood, TeamMember
from lms.programme.policy import roles_to_give
from lms.programme.queries.invitation_lists import MOST_LINES, read_list
from lms.programme.queries.invitations import Plan, plan_of, problems_in_words
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.team_words import ROLE_NAMES
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.get("/wijken/<neighbourhood>/team/uitnodigen")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def invite(neighbourhood: Neighbourhood, actor: Person) -> str:
    """Ask for name, address and role."""
    return _page(neighbourhood, MemberForm.offering(roles_to_give(actor, neighbourhood), formdata=None))


@bp.post("/wijken/<neighbourhood>/team/uitnodigen")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def send_invitation(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Invite somebody; who has an account already is asked whether they join."""
    form = MemberForm.offering(roles_to_give(actor, neighbourhood))
    try:
        if form.validate_on_submit():
            given = {"name": form.name.data, "email": form.email.data, "role": Role(form.role.data)}
            done = invite_member(neighbourhood, **given, by=actor, origin=origin())
            flash(_done(done, given["name"]), "ok")
            return redirect(f"/wijken/{neighbourhood.slug}/team", 303)
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(neighbourhood, form), 422


@bp.get("/wijken/<neighbourhood>/team/lijst")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def list_of_one(neighbourhood: Neighbourhood) -> str:
    """Ask for a list of people for this neighbourhood."""
    return _list_page(neighbourhood, ListForm(formdata=None))


@bp.post("/wijken/<neighbourhood>/team/lijst")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def invite_list_of_one(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Show what the list would do; the second time do it."""
    return _look_or_do(neighbourhood, actor)


@bp.get("/beheer/mensen/lijst")
@permit(policy.is_coordinator)
def list_of_all() -> str:
    """Ask for a list of people for several neighbourhoods."""
    return _list_page(None, ListForm(formdata=None))


@bp.post("/beheer/mensen/lijst")
@permit(policy.is_coordinator)
def invite_list_of_all(actor: Person) -> Any:
    """Show what the list would do; the second time do it."""
    return _look_or_do(None, actor)


def _look_or_do(neighbourhood: Neighbourhood | None, actor: Person) -> Any:
    sure, form = SureListForm(), ListForm()
    text = sure.text.data or "" if sure.sure.data else form.told()
    if not (sure if sure.sure.data else form).validate_on_submit():
        return _list_page(neighbourhood, form), 422
    plan = plan_of(read_list(text, with_place=neighbourhood is None), actor, neighbourhood)
    if plan.problems:
        return _refused(neighbourhood, text, problems_in_words(plan.problems))
    if not sure.sure.data:
        return _preview(neighbourhood, text, plan)
    return _do(neighbourhood, actor, text, plan)


def _do(neighbourhood: Neighbourhood | None, actor: Person, text: str, plan: Plan) -> Any:
    try:
        asked = invite_list(plan.people, by=actor, origin=origin())
    except ListRefused as refusal:
        give_up()  # all or nothing, and nothing of it may stay for the page
        return _refused(neighbourhood, text, problems_in_words(refusal.problems))
    words = ngettext("%(num)d persoon is uitgenodigd.", "%(num)d mensen zijn uitgenodigd.", len(plan.people))
    flash(f"{words} {_('Wie al een account had, zegt eerst zelf ja.')}" if asked else words, "ok")
    return redirect(f"/wijken/{neighbourhood.slug}/team" if neighbourhood else "/beheer/mensen", 303)


def _refused(neighbourhood: Neighbourhood | None, text: str, problems: list[str]) -> tuple[str, int]:
    return _list_page(neighbourhood, ListForm(formdata=None, text=text), problems), 422


def _preview(neighbourhood: Neighbourhood | None, text: str, plan: Plan) -> Any:
    return render_template(
        "programme/invitation_preview.html",
        neighbourhood=neighbourhood,
        plan=plan,
        form=SureListForm(formdata=None, text=text, sure="1"),
        role_names=ROLE_NAMES,
    )


def _done(done: TeamMember | Asked, name: str) -> str:
    if isinstance(done, Asked):
        return _("%(name)s heeft al een account en krijgt de vraag of die meedoet.", name=name)
    return _("%(name)s staat bij het team en krijgt bericht.", name=name)


def _page(neighbourhood: Neighbourhood, form: MemberForm) -> str:
    return render_template("programme/invite.html", neighbourhood=neighbourhood, form=form)


def _list_page(neighbourhood: Neighbourhood | None, form: ListForm, problems: list[str] | None = None) -> str:
    return render_template(
        "programme/invitation_list.html",
        neighbourhood=neighbourhood,
        form=form,
        problems=problems or [],
        most=MOST_LINES,
        role_names=ROLE_NAMES,
    )
