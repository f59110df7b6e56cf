"""Telling the screens of a session that something changed."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lms.circles.models import CircleSession, SessionPulse
from lms.kernel.db import db


def pulse(session: CircleSession) -> None:
    """Raise the serial of a session, at each write that others must see; screens that ask hear that theirs is old."""
    db.session.flush()
    raised = (
        update(SessionPulse)
        .where(SessionPulse.session_id == session.id)
        .values(serial=SessionPulse.serial + 1)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # what an update returns has it
        return
    try:
        with db.session.begin_nested():
            db.session.add(SessionPulse(session_id=session.id, serial=1))
    except IntegrityError:  # somebody else was first
        db.session.execute(raised)
