"""Printed sign-in cards for members of a team without an e-mail address."""

from typing import Any

import segno
from flask import current_app, flash, redirect, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.commands.sign_in_cards import MadeCard, make_card, revoke_card
from lms.accounts.enums import CARD_ROLES, Role
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.picture_words import PICTURE_NAMES
from lms.kernel.chance import new_uid
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.invitations import welcome_member
from lms.programme.forms.invitations import CardForm
from lms.programme.models import Neighbourhood, TeamMember
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.teams import member_at
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal

MEMBER = (member_at, "neighbourhood", "member")
GROUP = 4
#: Keys of the forms that became a card in this visit, so that loading the card again makes nobody twice.
MADE, MOST_MADE = "made_cards", 5


@bp.get("/wijken/<neighbourhood>/team/kaart")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def new_card(neighbourhood: Neighbourhood) -> str:
    """Ask for a name and a role."""
    return _page(neighbourhood, CardForm.offering(CARD_ROLES, formdata=None))


@bp.post("/wijken/<neighbourhood>/team/kaart")
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def make_person_with_card(neighbourhood: Neighbourhood, actor: Person) -> Any:
    """Let somebody in, and show the card: this once, so not after a redirect."""
    form, once = CardForm.offering(CARD_ROLES), request.form.get("form_key", "")[:32]
    if once and once in session.get(MADE, ()):  # the page with the card was loaded again
        flash(_("Deze kaart is al gemaakt. Niet afgedrukt? Kies de persoon, en maak een nieuwe kaart."), "warn")
        return redirect(f"/wijken/{neighbourhood.slug}/team", 303)
    try:
        if form.validate_on_submit():
            asked = {"name": form.name.data, "role": Role(form.role.data)}
            session[MADE] = [*session.get(MADE, ()), once][-MOST_MADE:]
            return _print(welcome_member(neighbourhood, **asked, by=actor, origin=origin()), neighbourhood)
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(neighbourhood, form), 422


@bp.post("/wijken/<neighbourhood>/team/<member>/kaart")
@permit(policy.can_change_member, member=MEMBER)
def replace_card(member: TeamMember, actor: Person) -> Any:
    """Make a card for a member; an earlier one stops at once."""
    try:
        made = make_card(member.person, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(f"/wijken/{member.neighbourhood.slug}/team/{member.uid}", 303)
    return _print(made, member.neighbourhood)


@bp.post("/wijken/<neighbourhood>/team/<member>/kaart/intrekken")
@permit(policy.can_change_member, member=MEMBER)
def take_card_back(member: TeamMember, actor: Person) -> Response:
    """End the card of a member, and every session begun with it."""
    revoke_card(member.person, by=actor, origin=origin())
    flash(_("De kaart werkt niet meer. %(name)s is overal uitgelogd.", name=member.person.name), "ok")
    return redirect(f"/wijken/{member.neighbourhood.slug}/team/{member.uid}", 303)


def _page(neighbourhood: Neighbourhood, form: CardForm) -> str:
    once = new_uid(24)
    return render_template("programme/team_card.html", neighbourhood=neighbourhood, form=form, once=once)


def _print(made: MadeCard, neighbourhood: Neighbourhood) -> str:
    site = current_app.config["SETTINGS"].base_url
    qr = segno.make(f"{site}/kaart/{made.token}", error="m", micro=False)
    return render_template(
        "accounts/sign_in_card_print.html",
        person=made.card.person,
        neighbourhood=neighbourhood,
        qr=qr.svg_data_uri(scale=5, dark="#17302b", light="#fff", border=3),
        groups=[made.token[at : at + GROUP] for at in range(0, len(made.token), GROUP)],
        pictures=[(picture.value, PICTURE_NAMES[picture]) for picture in made.pictures],
        site=f"{site}/kaart".partition("://")[2],
        back=f"/wijken/{neighbourhood.slug}/team",
    )
