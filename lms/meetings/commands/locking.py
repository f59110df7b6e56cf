"""One writer at a time for a meeting and who is in it."""

from sqlalchemy import select

from lms.kernel.db import db
from lms.meetings.models import Meeting


def locked(meeting: Meeting) -> Meeting:
    """Read a meeting afresh, and let nobody else change it until this transaction ends."""
    db.session.flush()
    wanted = select(Meeting).where(Meeting.id == meeting.id).with_for_update()
    return db.session.execute(wanted, execution_options={"populate_existing": True}).scalar_one()
