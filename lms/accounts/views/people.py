"""People, for who may invite: the list, one person, inviting, and what administrators change."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from lms.accounts.commands import factors
from lms.accounts.commands import people as commands
from lms.accounts.enums import PLATFORM_ROLES, Role, Standing
from lms.accounts.forms import InviteForm, RolesForm, SureForm
from lms.accounts.models import Person
from lms.accounts.policy import (
    can_close,
    can_invite,
    is_administrator,
    roles_everywhere,
    sees_every_neighbourhood,
)
from lms.accounts.queries.long_away import kept_for
from lms.accounts.queries.origin import origin
from lms.accounts.queries.places import hanging_on, place_words
from lms.accounts.queries.register import PAGE, people_page, person_known_to
from lms.accounts.queries.role_words import ROLE_NAMES, roles_in_words
from lms.accounts.queries.sessions import sessions_of
from lms.accounts.views.words import STANDING_NAMES, given_rights, role_choices
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

bp = Blueprint("people", __name__, template_folder="../templates")
#: Sent along by the page that says what hangs on an account.
SEEN = "gezien"


def _may_invite(actor: Any, *_things: Any) -> bool:
    return can_invite(actor)


def _administers(actor: Any, *_things: Any) -> bool:
    return is_administrator(actor)


@bp.get("/beheer/mensen")
@permit(can_invite)
def index(actor: Person) -> str:
    """List people by name, and look for somebody, or for who has not been here for long."""
    search, after = request.args.get("q", ""), request.args.get("na", "")
    away = request.args.get("weg") == "lang"
    found = people_page(actor, search=search, away=away, after=after)
    return render_template(
        "accounts/people.html",
        people=found[:PAGE],
        more=len(found) > PAGE,
        search=search,
        away=away,
        long=kept_for().days,
        after=after,
        standing_names=STANDING_NAMES,
        roles_in_words=roles_in_words,
    )


@bp.get("/beheer/mensen/uitnodigen")
@permit(can_invite)
def invite(actor: Person) -> str:
    """Show the form that invites somebody."""
    return _invite_page(_invite_form(actor, formdata=None), actor)


@bp.post("/beheer/mensen/uitnodigen")
@permit(can_invite)
def send_invitation(actor: Person) -> Any:
    """Invite somebody: the rights are there at once, the person after accepting."""
    form = _invite_form(actor)
    if not form.validate_on_submit():
        return _invite_page(form, actor), 422
    asked = {name: form[name].data for name in ("name", "email", "language")}
    rights = given_rights(Role(form.role.data))
    try:
        person = commands.invite(**asked, **rights, by=actor, origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _invite_page(form, actor), 422
    return _back(person, _("De uitnodiging aan %(name)s is onderweg.", name=person.name))


@bp.get("/beheer/mensen/<person>")
@permit(_may_invite, person=person_known_to)
def show(person: Person, actor: Person) -> str:
    """Show one person: standing, rights, sessions."""
    return _person_page(person, actor, _roles_form(person, formdata=None))


@bp.post("/beheer/mensen/<person>/rollen")
@permit(_administers, person=person_known_to)
def save_roles(person: Person, actor: Person) -> Any:
    """Give exactly these platform roles; a change ends the sessions of the person."""
    form = _roles_form(person)
    try:
        if form.validate_on_submit():
            roles = [Role(role) for role in form.roles.data or ()]
            commands.set_platform_roles(person, roles, by=actor, origin=origin())
            return _back(person, _("De rollen zijn bewaard."))
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _person_page(person, actor, form), 422


@bp.get("/beheer/mensen/<person>/sluiten")
@permit(can_close, person=person_known_to)
def ask_to_close(person: Person) -> Any:
    """Show what hangs on somebody, before their account closes."""
    if person.standing is Standing.DEACTIVATED:
        return redirect(url_for(".show", person=person.uid), 303)
    return render_template("accounts/person_close.html", person=person, hanging=hanging_on(person), seen=SEEN)


@bp.post("/beheer/mensen/<person>/sluiten")
@permit(can_close, person=person_known_to)
def deactivate(person: Person, actor: Person) -> Any:
    """Close an account, after a look at what hangs on it; it can be opened again."""
    if SEEN not in request.form and hanging_on(person):
        return redirect(url_for(".ask_to_close", person=person.uid), 303)
    return _done(person, commands.deactivate, actor, _("Het account is gesloten. Je kunt het weer openen."))


@bp.post("/beheer/mensen/<person>/openen")
@permit(_administers, person=person_known_to)
def reactivate(person: Person, actor: Person) -> Any:
    """Open a closed account again."""
    return _done(person, commands.reactivate, actor, _("Het account is weer open."))


@bp.post("/beheer/mensen/<person>/uitloggen")
@permit(_administers, person=person_known_to)
def end_sessions(person: Person, actor: Person) -> Any:
    """Sign somebody out everywhere."""
    return _done(person, commands.end_all_sessions, actor, _("Deze persoon is overal uitgelogd."))


@bp.post("/beheer/mensen/<person>/tweede-stap-weg")
@permit(_administers, person=person_known_to)
def take_factors_away(person: Person, actor: Person) -> Any:
    """Take all second factors away, for who lost phone and paper."""
    if not SureForm().validate_on_submit():
        flash(_("Zet eerst een vinkje: weet je zeker dat je deze persoon hebt gesproken?"), "warn")
        return redirect(url_for("people.show", person=person.uid), 303)
    return _done(person, factors.take_away_all, actor, _("De tweede stap is weggehaald."))


@bp.post("/beheer/mensen/<person>/opnieuw-uitnodigen")
@permit(_may_invite, person=person_known_to)
def invite_again(person: Person, actor: Person) -> Any:
    """Mail a fresh invitation."""
    return _done(person, commands.invite_again, actor, _("Er is een nieuwe uitnodiging onderweg."))


def _done(person: Person, command: Any, actor: Person, words: str) -> Response:
    try:
        command(person, by=actor.uid, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("people.show", person=person.uid), 303)
    return _back(person, words)


def _back(person: Person, words: str) -> Response:
    flash(words)
    return redirect(url_for("people.show", person=person.uid), 303)


def _invite_form(actor: Person, **given: Any) -> InviteForm:
    form = InviteForm(**given)
    form.role.choices = [SelectChoice("", _("Kies een rol")), *role_choices(roles_everywhere(actor))]
    return form


def _invite_page(form: InviteForm, actor: Person) -> str:
    return render_template("accounts/invite.html", form=form, sees_neighbourhoods=sees_every_neighbourhood(actor))


def _roles_form(person: Person, **given: Any) -> RolesForm:
    form = RolesForm(roles=[row.role.value for row in person.platform_roles], **given)
    form.roles.choices = role_choices(PLATFORM_ROLES)
    return form


def _person_page(person: Person, actor: Person, form: RolesForm) -> str:
    may_close = can_close(actor, person) and person.standing is not Standing.DEACTIVATED
    return render_template(
        "accounts/person.html",
        person=person,
        form=form,
        sure=SureForm(formdata=None),
        sessions=sessions_of(person),
        administers=is_administrator(actor),
        may_close=may_close,
        hangs=may_close and bool(hanging_on(person)),
        places=place_words(person.grants),
        is_me=actor.id == person.id,
        standing=STANDING_NAMES[person.standing],
        role_names=ROLE_NAMES,
    )
