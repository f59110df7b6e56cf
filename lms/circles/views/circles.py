"""The circles somebody may know of, one of them, and what its people say yes to."""

from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import circles as commands
from lms.circles.enums import CircleState, Folded
from lms.circles.forms.circles import GoalForm
from lms.circles.models import Circle, CircleMember
from lms.circles.queries.circles import circle_by_slug, circles_known_to, members_of, open_membership, rules_of
from lms.circles.queries.feeds import host_of
from lms.circles.queries.learning import unfolded_in
from lms.circles.queries.sessions import arcs_of, known_sessions
from lms.circles.queries.words import MEMBER_ROLES, STATES, TONES
from lms.circles.views.blueprint import bp
from lms.circles.views.feeds import address_of
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.queries.feeds import feed_of
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


def own_membership(circle: str, actor: Actor) -> CircleMember | None:
    """Return the open membership of whoever asks."""
    found = circle_by_slug(circle, actor)
    return open_membership(found, actor) if found and isinstance(actor, Person) else None


@bp.get("/leerkringen")
@permit(signed_in)
def index(actor: Actor) -> str:
    """List the circles of this actor, and those they may know of besides."""
    found = circles_known_to(actor)
    mine = [each for each in found if each.mine]
    others = [each for each in found if not each.mine]
    may = policy.can_make_circle(actor)
    return render_template("circles/index.html", mine=mine, others=others, may_make=may, CLOSED=CircleState.CLOSED)


@bp.get("/leerkringen/<circle>")
@permit(signed_in, circle=circle_by_slug)
def circle(circle: Circle, actor: Actor) -> str:
    """Show one circle: its whole arc, who is in it, and what they agreed on."""
    members = members_of(circle)
    return render_template(
        "circles/circle.html",
        circle=circle,
        arcs=arcs_of(circle, known_sessions(circle, actor)),
        members=members,
        own=members.own(actor),
        rules=rules_of(circle) if policy.is_in(actor, circle) or policy.can_plan(actor, circle) else None,
        plans=policy.can_plan(actor, circle),
        inside=policy.speaks_in(actor, circle),
        opened=_opened(circle, actor),
        **_calendar(circle, actor),
        words={"states": STATES, "tones": TONES, "roles": MEMBER_ROLES},
    )


def _opened(circle: Circle, actor: Actor) -> Collection[Folded]:
    """Return which of the folded pages this actor reads: what was opened for them, and all of it who facilitates."""
    if policy.facilitates(actor, circle):
        return frozenset(Folded)
    there = unfolded_in(circle)
    return there if policy.speaks_in(actor, circle) else there - {Folded.LEARNING_AGENDA}


def _calendar(circle: Circle, actor: Actor) -> dict[str, object]:
    """Return the address where the calendar of who is in the circle fetches its sessions."""
    if not isinstance(actor, Person) or not policy.is_in(actor, circle):
        return {"feeds": False}
    feed = feed_of(actor, host_of(circle))
    return {"feeds": True, "feed": feed, "address": address_of(feed)}


@bp.post("/leerkringen/<circle>/huisregels")
@permit(policy.is_own_membership, circle=own_membership)
def accept_rules(circle: CircleMember, actor: Person) -> Response:
    """Say yes to the house rules, in one tap."""
    number = request.form.get("number", 0, type=int)
    try:
        commands.accept_rules(circle, number, by=actor, origin=origin())
        flash(_("Dank je. Je zei ja tegen de afspraken."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".circle", circle=circle.circle.slug, _anchor="afspraken"), 303)


@bp.route("/leerkringen/<circle>/mijn-doel", methods=["GET", "POST"])
@permit(policy.is_own_membership, circle=own_membership)
def goal(circle: CircleMember, actor: Person) -> Answer:
    """Write what I want to reach, and what I have to offer."""
    form = GoalForm.of(circle)
    if form.validate_on_submit():
        try:
            commands.write_goal(circle, form.own_goal.data or "", form.offer.data or "", by=actor)
            flash(_("Bewaard."), "ok")
            return redirect(url_for(".circle", circle=circle.circle.slug, _anchor="doel"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"circle": circle.circle, "form": form}
    return render_template("circles/goal.html", **shown), 422 if form.is_submitted() else 200
