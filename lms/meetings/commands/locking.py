"""One writer at a time for a meeting and who is in it."""

from functools import cache

from sqlalchemy import Select, bindparam, select

from lms.kernel.db import db
from lms.meetings.models import Meeting

#: Reads rows anew that were read before the lock was there.
FRESH = {"populate_existing": True}


def locked(meeting: Meeting) -> Meeting:
    """Read a meeting afresh, and let nobody else change it until this transaction ends."""
    db.session.flush()
    return db.session.execute(_one(), {"number": meeting.id}, execution_options=FRESH).scalar_one()


@cache
def _one() -> Select[Meeting]:
    return select(Meeting).where(Meeting.id == bindparam("number")).with_for_update()
