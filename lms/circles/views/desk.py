"""Where circles are made and looked after, with who is in them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_email
from lms.circles import policy
from lms.circles.commands import circles as commands
from lms.circles.commands import members as membership
from lms.circles.enums import CircleState, MemberRole
from lms.circles.forms.circles import CircleChangeForm, CircleForm, ComeForForm, MemberForm, RulesForm
from lms.circles.models import Circle, CircleMember
from lms.circles.queries.agenda import backlog_of
from lms.circles.queries.circles import circle_to_plan, circles_planned_by, member_to_change, members_of, rules_of
from lms.circles.queries.places import place_by_slug, places_to_come_for
from lms.circles.queries.polls import key_of
from lms.circles.queries.sessions import arcs_of, coming_sessions, known_sessions
from lms.circles.queries.words import MEMBER_ROLES, STATES, TONES
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.queries.neighbourhoods import first_programme
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/leerkringen")
@permit(policy.can_make_circle)
def desk(actor: Actor) -> str:
    """List the circles that this actor plans for."""
    return render_template("circles/desk.html", circles=circles_planned_by(actor), CLOSED=CircleState.CLOSED)


@bp.route("/beheer/leerkringen/nieuw", methods=["GET", "POST"])
@permit(policy.can_make_circle)
def new(actor: Person) -> Answer:
    """Make a circle."""
    form, programme = CircleForm.of(), first_programme()
    if form.validate_on_submit() and programme is not None:
        given = {"script": form.script.data, "capacity": form.capacity.data}
        try:
            made = commands.make_circle(
                programme, form.name.data, **given, by=actor, form_key=form.key, origin=origin()
            )
            return _to_desk(made, _("De leerkring is er. Zet er nu mensen in."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer("circles/new.html", form)


@bp.get("/beheer/leerkringen/<circle>")
@permit(policy.can_plan, circle=circle_to_plan)
def plan(circle: Circle, actor: Actor) -> str:
    """Show everything that can be planned for one circle."""
    return render_template(
        "circles/plan.html",
        circle=circle,
        arcs=arcs_of(circle, known_sessions(circle, actor)),
        members=members_of(circle),
        backlog=backlog_of(circle, actor),
        coming=coming_sessions(circle),
        date_key=key_of(circle),
        words={"states": STATES, "tones": TONES, "roles": MEMBER_ROLES},
    )


@bp.route("/beheer/leerkringen/<circle>/wijzigen", methods=["GET", "POST"])
@permit(policy.can_plan, circle=circle_to_plan)
def change(circle: Circle, actor: Person) -> Answer:
    """Give a circle other words and numbers."""
    form = CircleChangeForm.of(circle)
    if form.validate_on_submit():
        given = {"name": form.name.data, "script": form.script.data, "capacity": form.capacity.data}
        commands.change_circle(circle, **given, state=CircleState(form.state.data), by=actor, origin=origin())
        return _to_desk(circle, _("Bewaard."))
    return _answer("circles/change.html", form, circle=circle)


@bp.route("/beheer/leerkringen/<circle>/huisregels", methods=["GET", "POST"])
@permit(policy.can_plan, circle=circle_to_plan)
def rules(circle: Circle, actor: Person) -> Answer:
    """Write the house rules; everybody is asked again."""
    there = rules_of(circle)
    form = RulesForm(text=there.text if there else "", seen=str(circle.rules_number))
    if form.validate_on_submit():
        try:
            commands.write_rules(circle, form.text.data, seen=form.number, by=actor, origin=origin())
            return _to_desk(circle, _("Bewaard. Iedereen in de leerkring leest dit en zegt ja."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer("circles/rules.html", form, circle=circle)


@bp.route("/beheer/leerkringen/<circle>/leden", methods=["GET", "POST"])
@permit(policy.can_plan, circle=circle_to_plan)
def members(circle: Circle, actor: Person) -> Answer:
    """Show who is in a circle, and let somebody in."""
    form = MemberForm.offering(policy.roles_to_give(actor, circle), places_to_come_for(circle))
    if form.validate_on_submit():
        try:
            _let_in(circle, form, actor)
            flash(_("Deze persoon zit nu in de leerkring, en krijgt bericht."), "ok")
            return redirect(url_for(".members", circle=circle.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"circle": circle, "members": members_of(circle), "roles": MEMBER_ROLES}
    may_change = policy.roles_to_give(actor, circle)
    return _answer("circles/members.html", form, **shown, may_change=may_change)


@bp.route("/beheer/leerkringen/<circle>/leden/<uid>", methods=["GET", "POST"])
@permit(policy.can_change_member, member=(member_to_change, "circle", "uid"))
def member(member: CircleMember, actor: Person) -> Answer:
    """Let a member come for another neighbourhood, or leave."""
    form = ComeForForm.of(member, places_to_come_for(member.circle))
    place = place_by_slug(member.circle, form.neighbourhood.data) if form.validate_on_submit() else None
    if place is not None:
        try:
            membership.come_for(member, place, by=actor, origin=origin())
            return _to_members(member, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer("circles/member.html", form, member=member, roles=MEMBER_ROLES)


@bp.post("/beheer/leerkringen/<circle>/leden/<uid>/uit")
@permit(policy.can_change_member, member=(member_to_change, "circle", "uid"))
def leave(member: CircleMember, actor: Person) -> Response:
    """Let somebody leave the circle."""
    membership.end_membership(member, by=actor, origin=origin())
    return _to_members(member, _("%(name)s zit niet meer in deze leerkring.", name=member.person.name))


def _let_in(circle: Circle, form: MemberForm, actor: Person) -> None:
    person = person_by_email(form.email.data)
    if person is None or not person.active:
        raise Refusal(_("We kennen niemand met dit e-mailadres. Nodig deze persoon eerst uit."), "email")
    place = place_by_slug(circle, form.neighbourhood.data)
    membership.add_member(circle, person, MemberRole(form.role.data), place, by=actor, origin=origin())


def _answer(template: str, form: Any, **shown: Any) -> Answer:
    return render_template(template, form=form, **shown), 422 if form.is_submitted() else 200


def _to_desk(circle: Circle, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".plan", circle=circle.slug), 303)


def _to_members(member: CircleMember, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".members", circle=member.circle.slug), 303)
