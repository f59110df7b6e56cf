"""Telling the screens of a session that something changed."""

from sqlalchemy import ColumnElement, Update, select, update
from sqlalchemy.exc import IntegrityError

from lms.circles.enums import Stage
from lms.circles.models import CircleSession, SessionPulse
from lms.kernel.db import db

LIVE = CircleSession.stage.in_((Stage.RUNNING, Stage.WRAPPING_UP))


def pulse(session: CircleSession) -> None:
    """Raise the serial of a session, at each write that others must see; screens that ask hear that theirs is old."""
    _raise(session.id)


def pulse_where_said(session_id: int | None) -> None:
    """Do the same for what was said at a session, while that is on screens."""
    there = select(CircleSession.id).where(CircleSession.id == session_id, LIVE)
    if session_id is not None and db.session.scalar(there) is not None:
        _raise(session_id)


def pulse_of_meeting(meeting_id: int) -> None:
    """Do the same for the session that a meeting is, while it is on screens; one that began has a serial."""
    here = CircleSession.meeting_id == meeting_id
    db.session.flush()
    db.session.execute(_higher(SessionPulse.session_id.in_(select(CircleSession.id).where(here, LIVE))))


def _raise(session_id: int) -> None:
    db.session.flush()
    raised = _higher(SessionPulse.session_id == session_id)
    if db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # what an update returns has it
        return
    try:
        with db.session.begin_nested():
            db.session.add(SessionPulse(session_id=session_id, serial=1))
    except IntegrityError:  # somebody else was first
        db.session.execute(raised)


def _higher(which: ColumnElement[bool]) -> Update:
    one_more = update(SessionPulse).where(which).values(serial=SessionPulse.serial + 1)
    return one_more.execution_options(synchronize_session=False)
