"""Planning a meeting in a neighbourhood, changing it and calling it off; each says first who gets a mail."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import now
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.meetings.commands import plans
from lms.meetings.commands.letters import what_when_where
from lms.meetings.commands.plans import Expected
from lms.meetings.commands.telling import CANCELLED, CHANGED, INVITED
from lms.meetings.enums import MeetingKind, MeetingState, Part
from lms.meetings.forms.planning import CancelForm, ChangeForm, PlanForm
from lms.meetings.models import Meeting
from lms.meetings.policy import may_manage, may_plan
from lms.meetings.queries.meeting import Reach, meeting_at, meeting_here, people_in, reach_of, reach_of_news
from lms.meetings.queries.team import team_to_expect
from lms.meetings.views.blueprint import bp
from lms.meetings.views.words import ASKED, KINDS
from lms.programme.models import Neighbourhood
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
MEETING = (meeting_at, "uid")


@bp.route("/beheer/afspraken/nieuw/<neighbourhood>", methods=["GET", "POST"])
@permit(may_plan, neighbourhood=neighbourhood_by_slug)
def new_meeting(neighbourhood: Neighbourhood, actor: Person) -> Answer:
    """Plan a team meeting or a local training: what, when and where."""
    kind = ASKED.get(request.args.get("soort", ""), MeetingKind.TEAM)
    team = team_to_expect(neighbourhood.id)
    form = PlanForm.new(f"{KINDS[kind]} {neighbourhood.name}", team)
    if form.validate_on_submit() and (meeting := _planned(form, kind, neighbourhood, team, actor)):
        return _on_to(meeting)
    told = {"kind": kind.value, "form": form, "neighbourhood": neighbourhood, "reach": reach_of(team, INVITED)}
    return render_template("meetings/plan.html", **told), 422 if form.is_submitted() else 200


@bp.route("/beheer/afspraken/<uid>/wijzig", methods=["GET", "POST"])
@permit(may_manage, meeting=(meeting_here, "uid"))
def change(meeting: Meeting, actor: Person) -> Answer:
    """Change what is planned, or who is expected; what another feature hosts is changed there."""
    expected = [each.person for each in people_in(meeting, Part.EXPECTED)]
    people = _offered(meeting, expected)
    form = ChangeForm.of(meeting, people, expected)
    reach = reach_of_news(meeting, CHANGED)
    if form.validate_on_submit() and _changed(meeting, form, people, actor):
        flash(_("De afspraak is bewaard."), "ok")
        return _on_to(meeting)
    page = render_template("meetings/change.html", form=form, meeting=meeting, reach=reach)
    return page, 422 if form.is_submitted() else 200


@bp.route("/beheer/afspraken/<uid>/afzeggen", methods=["GET", "POST"])
@permit(may_manage, meeting=MEETING)
def cancel(meeting: Meeting, actor: Person) -> Answer:
    """Call a meeting off, after saying who gets a mail; of what is over nobody does."""
    form, over = CancelForm(), meeting.ends_at <= now()
    reach = Reach() if over else reach_of_news(meeting, CANCELLED)
    if form.validate_on_submit() and _called_off(meeting, form, actor):
        return redirect(url_for(".show", uid=meeting.uid), 303) if over else _on_to(meeting)
    page = render_template("meetings/cancel.html", form=form, meeting=meeting, reach=reach, over=over)
    return page, 422 if form.is_submitted() else 200


@bp.post("/beheer/afspraken/<uid>/verstuur")
@permit(may_manage, meeting=(meeting_here, "uid"))
def publish(meeting: Meeting, actor: Person) -> Response:
    """Send the invitations of a draft."""
    try:
        plans.publish_meeting(meeting, actor, origin=origin())
        flash(_("De uitnodigingen zijn onderweg."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return _on_to(meeting)


@bp.get("/beheer/afspraken/<uid>/geen-mail")
@permit(may_manage, meeting=MEETING)
def unmailed(meeting: Meeting) -> str:
    """Show who must be called, and a text for the group chat."""
    reach = reach_of([each.person for each in people_in(meeting)], CHANGED)
    off, moved = meeting.state is MeetingState.CANCELLED, meeting.sequence > 0
    first = _("Gaat niet door:") if off else _("Let op, er is iets veranderd:") if moved else _("Kom je ook?")
    words = f"{first}\n{what_when_where(meeting)}"
    return render_template("meetings/unmailed.html", meeting=meeting, people=reach.unmailed, words=words)


def _planned(
    form: PlanForm, kind: MeetingKind, here: Neighbourhood, team: Sequence[Person], actor: Person
) -> Meeting | None:
    people = [Expected(each, here.id) for each in team if each.uid in (form.people.data or ())]
    draft = "draft" in request.form
    try:
        meeting = plans.plan_meeting(
            form.plan(kind), actor, form_key=form.key, neighbourhood=here, people=people, draft=draft, origin=origin()
        )
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None
    flash(
        _("Bewaard als concept. Niemand heeft bericht.") if draft else _("De afspraak staat. Mensen hebben bericht."),
        "ok",
    )
    return meeting


def _changed(meeting: Meeting, form: ChangeForm, people: Sequence[Person], actor: Person) -> bool:
    try:
        plans.change_meeting(
            meeting, form.plan(meeting.kind), actor, serial=form.seen, why=form.why.data or "", origin=origin()
        )
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    for each in people:
        if each.uid in form.taken_off:
            plans.release(meeting, each)
    plans.expect(meeting, [Expected(each, meeting.neighbourhood_id) for each in people if each.uid in form.added])
    return True


def _called_off(meeting: Meeting, form: CancelForm, actor: Person) -> bool:
    try:
        plans.cancel_meeting(meeting, actor, form.why.data or "", origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    flash(_("De afspraak gaat niet door.") if meeting.state is MeetingState.CANCELLED else _("Bewaard."), "ok")
    return True


def _offered(meeting: Meeting, expected: Sequence[Person]) -> list[Person]:
    """Return who can be expected: the team, and who is expected by now."""
    team = team_to_expect(meeting.neighbourhood_id) if meeting.neighbourhood_id else ()
    found = {each.id: each for each in (*team, *expected)}
    return sorted(found.values(), key=lambda each: (each.name, each.id))


def _on_to(meeting: Meeting) -> Response:
    """Lead to who must be called; when a mail reaches everybody, to the meeting."""
    told = () if meeting.state is MeetingState.DRAFT else [each.person for each in people_in(meeting)]
    page = ".unmailed" if reach_of(told, CHANGED).unmailed else ".show"
    return redirect(url_for(page, uid=meeting.uid), 303)
