"""One writer at a time for a meeting and who is in it."""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from lms.kernel.db import db
from lms.meetings.models import Meeting

#: Reads rows anew that were read before the lock was there.
FRESH = {"populate_existing": True}
#: What was read beside a meeting stays with it. A fresh reading lets it go, and the page after a refusal shows it.
BESIDE = (("neighbourhood", "neighbourhood_id"), ("organiser", "organiser_id"))


def locked(meeting: Meeting) -> Meeting:
    """Read a meeting afresh, and let nobody else change it until this transaction ends."""
    db.session.flush()
    read = [(name, key, meeting.__dict__.get(name)) for name, key in BESIDE]
    fresh = db.session.execute(_one(), {"number": meeting.id}, execution_options=FRESH).scalar_one()
    for name, key, thing in read:
        if thing is not None and thing.id == getattr(fresh, key):
            set_committed_value(fresh, name, thing)
    return fresh


@cache
def _one() -> Select[Meeting]:
    return select(Meeting).where(Meeting.id == bindparam("number")).with_for_update()
