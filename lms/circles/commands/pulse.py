"""Telling the screens of a session that something changed."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.circles.enums import Stage
from lms.circles.models import CircleSession, SessionPulse
from lms.kernel.db import db


def pulse(session: CircleSession) -> None:
    """Raise the serial of a session, at each write that others must see; screens that ask hear that theirs is old."""
    _raise(session.id)


def pulse_where_said(session_id: int | None) -> None:
    """Do the same for what was said at a session, while that is on screens."""
    live = (CircleSession.id == session_id, CircleSession.stage.in_((Stage.RUNNING, Stage.WRAPPING_UP)))
    if session_id is not None and db.session.scalar(select(CircleSession.id).where(*live)) is not None:
        _raise(session_id)


def pulse_of_meeting(meeting_id: int) -> None:
    """Do the same for the session that a meeting is, while it is on screens; one that began has a serial."""
    live = (CircleSession.meeting_id == meeting_id, CircleSession.stage.in_((Stage.RUNNING, Stage.WRAPPING_UP)))
    db.session.flush()
    db.session.execute(
        update(SessionPulse)
        .where(SessionPulse.session_id.in_(select(CircleSession.id).where(*live)))
        .values(serial=SessionPulse.serial + 1)
        .execution_options(synchronize_session=False)
    )


def _raise(session_id: int) -> None:
    db.session.flush()
    raised = (
        update(SessionPulse)
        .where(SessionPulse.session_id == session_id)
        .values(serial=SessionPulse.serial + 1)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # what an update returns has it
        return
    try:
        with db.session.begin_nested():
            db.session.add(SessionPulse(session_id=session_id, serial=1))
    except IntegrityError:  # somebody else was first
        db.session.execute(raised)
