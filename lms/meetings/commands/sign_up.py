"""Signing up for an open meeting: a seat or a place in line, and who gets a seat that comes free.

Everything happens under the lock on the meeting, so that there is never one seat too many and nobody in line is
skipped. Two things always hold of a planned meeting that has not begun: ``seats_taken`` is the number of rows with a
seat, and nobody waits while a seat is free.
"""

from collections.abc import Sequence
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import FRESH, locked
from lms.meetings.commands.telling import tell_seated, tell_signed_off
from lms.meetings.enums import Answer, MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.meetings.queries.sign_up import SignUpState, place_of_sign_up, sign_up_state

IN_LINE_OR_SEATED = (Part.SEAT, Part.WAITING)


def sign_up(meeting: Meeting, actor: Person) -> Attender:
    """Give somebody a seat, or the last place in line when all are taken; pressed again it changes nothing."""
    meeting = locked(meeting)
    row = _row(meeting, actor.id)
    if row is not None and row.part is not Part.LEFT:
        return row
    closed = why_closed(sign_up_state(meeting))
    if closed:
        raise Refusal(closed)
    row = row or Attender(meeting_id=meeting.id, person_id=actor.id)
    row.number, row.part = _take_place(meeting)
    row.since, row.answer = now(), Answer.NONE
    row.neighbourhood_id = place_of_sign_up(meeting, actor)
    db.session.add(row)
    if row.part is Part.SEAT:
        _confirm(meeting, row, freed=False)
    db.session.flush()
    return row


def sign_off(meeting: Meeting, actor: Person) -> Sequence[Person]:
    """Give up a seat or a place in line; return who has a seat because of it. Pressed again it changes nothing."""
    meeting = locked(meeting)
    row = _row(meeting, actor.id)
    if row is None or row.part is Part.LEFT:
        return ()
    if row.part is Part.EXPECTED:
        raise Refusal(_("Je wordt verwacht. Kun je niet? Zeg dat dan bij de afspraak."))
    if meeting.starts_at <= now():
        raise Refusal(_("Deze afspraak is al begonnen. Je kunt je niet meer afmelden."))
    if row.part is Part.SEAT:
        tell_signed_off(meeting, row)
    return _leave(meeting, row)


def fill_seats(meeting: Meeting) -> Sequence[Person]:
    """Give every free seat to who is first in line, and tell them; for who frees seats or offers more.

    The caller holds the lock on the meeting, and has written what changed.
    """
    if meeting.state is not MeetingState.PLANNED or meeting.starts_at <= now():
        return ()
    waiting = select(Attender).where(Attender.meeting_id == meeting.id, Attender.part == Part.WAITING)
    if meeting.capacity is not None:
        waiting = waiting.limit(meeting.capacity - meeting.seats_taken)
    lucky = db.session.scalars(waiting.order_by(Attender.number), execution_options=FRESH).all()
    for row in lucky:
        row.part = Part.SEAT
        meeting.seats_taken += 1
        _confirm(meeting, row, freed=True)
    people = {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(_ids(lucky))))}
    return [people[row.person_id] for row in lucky]


def leave_open_meetings(person: Person) -> None:
    """Give up every seat and place in line that somebody has in what is still to come, because their account closes."""
    theirs = select(Attender.meeting_id).where(Attender.person_id == person.id, Attender.part.in_(IN_LINE_OR_SEATED))
    coming = select(Meeting).where(Meeting.id.in_(theirs), Meeting.starts_at > now()).order_by(Meeting.id)
    for meeting in db.session.scalars(coming).all():
        meeting = locked(meeting)
        row = _row(meeting, person.id)
        if row is not None and row.part in IN_LINE_OR_SEATED:
            _leave(meeting, row)


def why_closed(state: SignUpState) -> str:
    """Return in words why nobody can sign up now; nothing when they can."""
    if state in {SignUpState.FREE, SignUpState.FULL}:
        return ""
    said = {
        SignUpState.NOT_OPEN: _(
            "Voor deze afspraak kun je je niet aanmelden. Wie erbij hoort, krijgt een uitnodiging."
        ),
        SignUpState.CANCELLED: _("Deze afspraak gaat niet door. Aanmelden kan niet meer."),
        SignUpState.PAST: _("Deze afspraak is al begonnen. Aanmelden kan niet meer."),
        SignUpState.CLOSED: _("Aanmelden kan niet meer: de laatste dag daarvoor is voorbij."),
    }
    return said[state]


def _take_place(meeting: Meeting) -> tuple[int, Part]:
    """Take the next number, and a seat when there is one; the statement itself refuses one too many."""
    before = meeting.seats_taken
    last, taken = db.session.execute(_next_place(), {"number": meeting.id}).one()
    set_committed_value(meeting, "last_in_line", last)
    set_committed_value(meeting, "seats_taken", taken)
    return last, Part.SEAT if taken > before else Part.WAITING


@cache
def _next_place() -> ReturningUpdate[int, int]:
    free = Meeting.capacity.is_(None) | (Meeting.seats_taken < Meeting.capacity)
    one = update(Meeting).where(Meeting.id == bindparam("number"))
    next_ = one.values(
        last_in_line=Meeting.last_in_line + 1, seats_taken=Meeting.seats_taken + case((free, 1), else_=0)
    )
    return next_.returning(Meeting.last_in_line, Meeting.seats_taken).execution_options(synchronize_session=False)


def _leave(meeting: Meeting, row: Attender) -> Sequence[Person]:
    freed = row.part is Part.SEAT
    row.part = Part.LEFT
    if not freed:
        db.session.flush()
        return ()
    meeting.seats_taken -= 1
    db.session.flush()
    return fill_seats(meeting)


def _confirm(meeting: Meeting, row: Attender, *, freed: bool) -> None:
    """Tell of a seat; a calendar keeps what was called off until it hears a higher number."""
    if row.told is not None:
        meeting.sequence += 1
    db.session.flush()
    tell_seated(meeting, row, freed=freed)


def _ids(rows: Sequence[Attender]) -> list[int]:
    return [row.person_id for row in rows]


def _row(meeting: Meeting, person_id: int) -> Attender | None:
    return db.session.get(Attender, (meeting.id, person_id), populate_existing=True)
