"""Planning a series: explicit sessions with stored numbers, each a draft that tells nobody anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin as where_from
from lms.circles.commands.agenda import lay_out
from lms.circles.commands.members import code_of, expected_in
from lms.circles.enums import Hushed
from lms.circles.models import Circle, CircleSession, Series
from lms.circles.models.sessions import LONGEST_SUBJECT, MOST_SESSIONS
from lms.circles.policy import can_plan, can_plan_session
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.confidential import is_confidential
from lms.circles.queries.polls import circle_of
from lms.circles.queries.sessions import session_of_meeting
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import locked
from lms.meetings.commands.plans import Plan, change_meeting, expect, plan_meeting, publish_meeting
from lms.meetings.enums import MeetingKind, MeetingState, Mode
from lms.meetings.models import DatePoll, Meeting
from lms.meetings.models.meetings import LONGEST_TITLE
from lms.programme.commands.form_keys import first_of_form, row_of_form


@dataclass(frozen=True)
class Day:
    """When one session of a series is, what it is about, and where; the times are aware."""

    subject: str
    starts_at: datetime
    ends_at: datetime
    mode: Mode = Mode.ON_SITE
    place: str = ""


def plan_series(
    circle: Circle,
    title: str,
    days: Sequence[Day],
    *,
    arc: str = "",
    script: str = "",
    spotlight: int = 1,
    planned: int = 0,
    by: Person,
    form_key: str,
    origin: str,
) -> Series:
    """Plan sessions in one go, in order of time, each with the agenda of a script; nobody is told anything yet."""
    found: Series | None = row_of_form(Series.by_id, form_key, by)
    if found is not None:
        return found
    planned = max(planned, len(days), 1)
    if not days:
        raise Refusal(_("Vul minstens één dag in. Bijvoorbeeld: 2 december, van 13:00 tot 16:00."), "days")
    if planned > MOST_SESSIONS:
        raise Refusal(_("Een reeks heeft hoogstens %(most)s bijeenkomsten.", most=MOST_SESSIONS), "days")
    series = Series(form_key=form_key, circle_id=circle.id, title=title, arc=arc, planned_count=planned, by_id=by.id)
    kept: Series = first_of_form(Series.by_id, series, by)
    if kept is series:
        series.circle = circle
        audit.record("circle.series", code_of(circle), actor_uid=by.uid, origin=origin)
        for day in sorted(days, key=lambda each: each.starts_at):
            add_session(series, day, script=script, spotlight=spotlight, by=by, origin=origin)
    return kept


def add_session(
    series: Series, day: Day, *, script: str = "", spotlight: int = 1, by: Person, form_key: str = "", origin: str
) -> CircleSession:
    """Plan one more session of a series, under the next number of its circle; numbers are never given twice.

    It is a draft, also when the others were published. The same form again is the same session.
    """
    circle = series.circle
    db.session.flush()
    db.session.refresh(circle, ["script"], with_for_update=True)
    if form_key and (before := row_of_form(Meeting.organiser_id, form_key, by)) is not None:
        return _session(before.id)
    _make_room(series)
    last = db.session.scalar(select(func.max(CircleSession.number)).where(CircleSession.circle_id == circle.id)) or 0
    plan = Plan(
        kind=MeetingKind.CIRCLE,
        title=title_of(circle, last + 1, day.subject),
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        mode=day.mode,
        place=day.place,
    )
    key = form_key or f"{series.uid}{last + 1:04d}"
    meeting = plan_meeting(plan, by, form_key=key, people=(), draft=True, origin=origin)
    session = CircleSession(
        circle_id=circle.id,
        series_id=series.id,
        number=last + 1,
        meeting_id=meeting.id,
        subject=day.subject,
        script=script or circle.script,
    )
    session.circle, session.series, session.meeting = circle, series, meeting
    db.session.add(session)
    db.session.flush()
    lay_out(session, spotlight=spotlight, by=by)
    return session


def change_session(session: CircleSession, plan: Plan, *, serial: int, why: str = "", by: Person, origin: str) -> None:
    """Give one session another subject, day or place; who knows of it is told as of any change of a meeting.

    The title of ``plan`` is the subject, which no mail and no calendar hears while the session is confidential; what is
    not for a session stays as it is.
    """
    _refuse_without(session, by)
    locked(session.meeting)
    db.session.refresh(session, ["stage"])
    if not session.can_be_planned:
        raise Refusal(_("Deze bijeenkomst is begonnen of gaat niet door. Je kunt de dag niet meer veranderen."))
    meeting, subject = session.meeting, plan.title.strip()
    kept = {name: getattr(meeting, name) for name in ("kind", "text", "open_to_all", "capacity", "sign_up_until")}
    hushed = is_confidential(Hushed.SESSION, session.id)
    title = title_of(session.circle, session.number, "" if hushed else subject)
    change_meeting(meeting, replace(plan, title=title, **kept), by, serial=serial, why=why, origin=origin)
    session.subject = subject
    db.session.flush()


def title_of(circle: Circle, number: int, subject: str) -> str:
    """Return what a session is called where nothing else says which circle it is of: in a mail, in a calendar."""
    said = _("%(circle)s, bijeenkomst %(number)s: %(subject)s", circle=circle.name, number=number, subject=subject)
    if not subject:
        said = _("%(circle)s, bijeenkomst %(number)s", circle=circle.name, number=number)
    return said[:LONGEST_TITLE]


def publish_session(session: CircleSession, *, by: Person, origin: str) -> None:
    """Invite the people of the circle of this day, when the five fixed themes are on the agenda (L-1)."""
    _refuse_without(session, by)
    if session.meeting.state is not MeetingState.DRAFT:
        return
    missing = agenda_of(session).missing
    if missing:
        names = ", ".join(theme.title for theme in missing)
        raise Refusal(_("Op de agenda mist nog: %(names)s. Zonder de vijf thema's kan niemand komen.", names=names))
    if session.meeting.ends_at <= now():
        raise Refusal(_("Deze dag is al voorbij. Kies eerst een andere dag."))
    expect(session.meeting, expected_in(session.circle))
    publish_meeting(session.meeting, by, origin=origin)


def publish_series(series: Series, *, by: Person, origin: str) -> int:
    """Publish every draft of a series or none; the right is asked for each session of it. Return how many."""
    found = select(CircleSession.meeting_id).where(CircleSession.series_id == series.id).order_by(CircleSession.number)
    sessions = [_session(number) for number in db.session.scalars(found)]
    for session in sessions:
        _refuse_without(session, by)
    drafts = [each for each in sessions if each.meeting.state is MeetingState.DRAFT]
    for session in drafts:
        try:
            publish_session(session, by=by, origin=origin)
        except Refusal as refusal:
            raise Refusal(_("Bijeenkomst %(number)s: %(why)s", number=session.number, why=refusal.message)) from None
    return len(drafts)


def session_on_chosen_date(
    poll: DatePoll, starts_at: datetime, ends_at: datetime, people: Sequence[Person], by: Person
) -> Meeting:
    """Plan a session on the date that was chosen for a circle, in its newest series, and invite who was asked.

    Nobody else of the circle is: who chose was told how many people get mail. When a fixed theme misses it is a draft.
    """
    circle = circle_of(poll.host or "")
    if circle is None or not can_plan(by, circle):
        raise Refusal(_("Deze leerkring is er niet meer. Stop met deze datumprikker."))
    series, day = _newest(circle, by), Day(poll.title[:LONGEST_SUBJECT], starts_at, ends_at, place=poll.place)
    session = add_session(series, day, by=by, form_key=f"prik{poll.uid}", origin=where_from())
    if not agenda_of(session).missing:
        asked = {each.id for each in people}
        expect(session.meeting, [each for each in expected_in(circle) if each.person.id in asked])
        publish_meeting(session.meeting, by, origin=where_from())
    return session.meeting


def _newest(circle: Circle, by: Person) -> Series:
    """Return the last series of a circle; one that has none gets one of its own name."""
    found = select(Series).where(Series.circle_id == circle.id).order_by(Series.id.desc()).limit(1)
    series = db.session.scalar(found)
    if series is None:
        series = Series(circle_id=circle.id, title=circle.name, planned_count=1, by_id=by.id)
        db.session.add(series)
    series.circle = circle
    return series


def _make_room(series: Series) -> None:
    """Refuse more sessions than a series has; what was thought up as its length grows along."""
    found = select(func.count()).where(CircleSession.series_id == series.id)
    many = db.session.scalar(found) or 0
    if many >= MOST_SESSIONS:
        raise Refusal(_("Een reeks heeft hoogstens %(most)s bijeenkomsten.", most=MOST_SESSIONS), "day")
    series.planned_count = max(series.planned_count, many + 1)


def _session(meeting_id: int) -> CircleSession:
    found = session_of_meeting(db.session.get_one(Meeting, meeting_id))
    if found is None:
        raise LookupError(meeting_id)
    return found


def _refuse_without(session: CircleSession, by: Person) -> None:
    if not can_plan_session(by, session):
        raise Refusal(_("Bijeenkomst %(number)s mag jij niet plannen.", number=session.number))
