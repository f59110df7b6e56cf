"""Sessions of circles: one of them, all of a circle, and the arc of a whole series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.circles.enums import Hushed, SessionState, Stage
from lms.circles.models import Circle, CircleMember, CircleSession, Series
from lms.circles.policy import (
    CIRCLE,
    can_know,
    can_know_session,
    known_to,
    planned_by,
    reads_along,
    sessions_known_to,
)
from lms.circles.queries.confidential import READER, readable
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.programme.policy import places

MOST_TO_FILL = 20
Number = int | BindParameter[int]
Moment = datetime | BindParameter[datetime]


@dataclass(frozen=True)
class Known:
    """The sessions somebody may know of, and the numbers of those whose subject is for others alone."""

    rows: Sequence[CircleSession]
    hidden: frozenset[int]


@dataclass(frozen=True)
class Line:
    """One line of the arc: a session, or what is still to be planned; no subject when that is for others alone."""

    subject: str
    session: CircleSession | None = None


@dataclass(frozen=True)
class Arc:
    """A series with all its lines."""

    series: Series
    lines: Sequence[Line]


@dataclass(frozen=True)
class Beside:
    """The sessions before and after one."""

    before: CircleSession | None = None
    after: CircleSession | None = None


def session_by_number(slug: str, number: int, actor: Actor) -> CircleSession | None:
    """Return a session the actor may know of."""
    asked = {"slug": slug, "number": number}
    if reads_along(actor):  # whom a neighbourhood of a participant lets in
        there = _there().where(known_to(actor), sessions_known_to(actor))
        return db.session.scalars(there, asked).one_or_none()
    found = db.session.scalars(_there(), asked).one_or_none()
    known = found is not None and can_know(actor, found.circle) and can_know_session(actor, found)
    return found if known else None


@cache
def _there() -> Select[CircleSession]:
    return _sessions().where(Circle.slug == bindparam("slug"), CircleSession.number == bindparam("number"))


def session_inside(slug: str, number: int, actor: Actor) -> CircleSession | None:
    """Return a session the actor may know of and whose words are not for others alone; see decision 0026."""
    there = (Circle.slug == slug, CircleSession.number == number, known_to(actor), sessions_known_to(actor))
    inside = readable(actor, Hushed.SESSION, CircleSession.id)
    return db.session.scalars(_sessions().where(*there, inside)).one_or_none()


def session_to_plan(slug: str, number: int, actor: Actor) -> CircleSession | None:
    """Return a session the actor plans; the agenda of one that is confidential is for who is named."""
    there = [Circle.slug == slug, CircleSession.number == number, planned_by(actor)]
    there.append(readable(actor, Hushed.SESSION, CircleSession.id))
    return db.session.scalars(_sessions().where(*there)).one_or_none()


def session_of_meeting(meeting: Meeting) -> CircleSession | None:
    """Return the session that a meeting is."""
    return db.session.scalars(_sessions().where(CircleSession.meeting_id == meeting.id)).one_or_none()


def has_begun(meeting: Meeting) -> bool:
    """Say whether the session that a meeting is runs or was held, as others wrote it by now; one statement."""
    stage = select(CircleSession.stage).where(CircleSession.meeting_id == meeting.id)
    return db.session.scalar(stage) not in {None, Stage.BEFORE}


def people_in_session(meeting: Meeting) -> Sequence[int]:
    """Return the numbers of who is in the circle whose session a meeting is, as whatever; one statement."""
    found = select(CircleMember.person_id).join(CircleSession, CircleSession.circle_id == CircleMember.circle_id)
    return db.session.scalars(found.where(CircleSession.meeting_id == meeting.id, CircleMember.until.is_(None))).all()


def sessions_of(circle: Circle, actor: Actor) -> Sequence[CircleSession]:
    """Return the sessions of a circle that the actor may know of, by number; one statement."""
    return known_sessions(circle, actor).rows


def known_sessions(circle: Circle, actor: Actor) -> Known:
    """Return the same, and which of them keep what they are about to others; one statement."""
    found = db.session.execute(_in_circle(), {"circle_id": circle.id, "reader": actor.id or 0})
    rows = [row for row in found if can_know_session(actor, row[0])]
    return Known([row[0] for row in rows], frozenset(row[0].id for row in rows if not row[1]))


@cache
def _in_circle() -> Select[CircleSession, bool]:
    inside = readable(READER, Hushed.SESSION, CircleSession.id)
    found = _sessions().where(CircleSession.circle_id == bindparam("circle_id"))
    return found.add_columns(inside).order_by(CircleSession.number)


def arcs_of(circle: Circle, sessions: Known) -> list[Arc]:
    """Return the arc of each series of a circle, the newest first; one statement."""
    found = select(Series).where(Series.circle_id == circle.id).order_by(Series.id.desc())
    return [arc_of(series, sessions) for series in db.session.scalars(found)]


def arc_of(series: Series, sessions: Known) -> Arc:
    """Return the lines of one series: its sessions, and then what was written of those that have no date yet."""
    mine = [each for each in sessions.rows if each.series_id == series.id]
    known = [Line("" if each.id in sessions.hidden else each.subject, each) for each in mine]
    coming = [Line(line) for line in series.lines if line not in {each.subject for each in mine}]
    room = max(series.planned_count - len([each for each in mine if each.state not in GONE]), 0)
    return Arc(series, [*known, *coming[:room]])


def ends_series(session: CircleSession, arc: Arc) -> bool:
    """Say whether a series of more than one session ends with this one, as far as who looks knows."""
    known = [each.session for each in arc.lines if each.session]
    held = [each for each in known if each.state not in GONE]
    last = max(held, key=lambda each: (each.meeting.starts_at, each.number), default=None)
    planned = arc.series.planned_count
    return planned > 1 and len(known) >= planned and last is not None and last.id == session.id


def beside(session: CircleSession, sessions: Sequence[CircleSession]) -> Beside:
    """Return what comes before and after a session, among those somebody may know of."""
    numbers = [each.number for each in sessions]
    at = numbers.index(session.number) if session.number in numbers else -1
    before = sessions[at - 1] if at > 0 else None
    after = sessions[at + 1] if 0 <= at < len(sessions) - 1 else None
    return Beside(before, after)


def coming_sessions(circle: Circle) -> Sequence[CircleSession]:
    """Return the sessions of a circle that are still to be held, drafts too, by the time they begin."""
    open_yet = (Meeting.state.in_((MeetingState.DRAFT, MeetingState.PLANNED)), Meeting.starts_at > now())
    found = _sessions().where(CircleSession.circle_id == circle.id, *open_yet)
    return db.session.scalars(found.order_by(Meeting.starts_at, CircleSession.number)).all()


def sessions_to_fill(actor: Actor) -> Sequence[CircleSession]:
    """Return the next sessions of the circles that somebody facilitates, drafts too; one statement."""
    mine = Circle.id.in_(places(actor, CIRCLE, Role.CIRCLE_FACILITATOR))
    open_yet = (Meeting.state.in_((MeetingState.DRAFT, MeetingState.PLANNED)), Meeting.starts_at > now())
    inside = readable(actor, Hushed.SESSION, CircleSession.id)
    found = _sessions().where(mine, inside, *open_yet).order_by(Meeting.starts_at, CircleSession.id)
    return db.session.scalars(found.limit(MOST_TO_FILL)).all()


def next_session(session: CircleSession) -> CircleSession | None:
    """Return the session of the same circle that comes after this one and can still be planned."""
    later = (CircleSession.circle_id == session.circle_id, Meeting.starts_at > session.meeting.starts_at)
    open_yet = Meeting.state.in_((MeetingState.DRAFT, MeetingState.PLANNED))
    found = _sessions().where(*later, open_yet).order_by(Meeting.starts_at, CircleSession.number).limit(1)
    return db.session.scalars(found).one_or_none()


def held_before(session: CircleSession) -> datetime | None:
    """Return when the last session of this circle before this one began; nothing when it is the first."""
    return db.session.scalar(begun_before(session.circle_id, session.meeting.starts_at))


def begun_before(circle_id: Number, moment: Moment) -> Select[datetime]:
    """Return when the last session of a circle before a moment began, as a statement."""
    earlier = (CircleSession.circle_id == circle_id, Meeting.starts_at < moment)
    found = select(func.max(Meeting.starts_at)).join(CircleSession, CircleSession.meeting_id == Meeting.id)
    return found.where(*earlier, Meeting.state == MeetingState.PLANNED)


def who_comes(session: CircleSession) -> Sequence[Attender]:
    """Return who is expected or has a place, by name, also who said that they cannot; one statement."""
    return db.session.scalars(_comes(), {"meeting_id": session.meeting_id}).all()


@cache
def _comes() -> Select[Attender]:
    comes = (Attender.meeting_id == bindparam("meeting_id"), Attender.part.in_((Part.EXPECTED, Part.SEAT)))
    found = select(Attender).where(*comes).join(Attender.person)
    found = found.options(contains_eager(Attender.person), joinedload(Attender.neighbourhood))
    return found.order_by(Person.name, Person.id)


GONE = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})


def _sessions() -> Select[CircleSession]:
    return (
        select(CircleSession)
        .join(CircleSession.circle)
        .join(CircleSession.meeting)
        .options(
            contains_eager(CircleSession.circle),
            contains_eager(CircleSession.meeting),
            joinedload(CircleSession.series),
        )
    )
