"""Writing in the log that somebody opened what another person said, photographed or brought."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.kernel.audit import AuditEntry, record
from lms.kernel.clock import now
from lms.kernel.work import afterwards
from lms.programme.models import Evidence, Moment, Plan

#: A browser asks for a recording in pieces; within this time that is one reading.
SAME_READING = timedelta(minutes=10)


def log_reading(action: str, read: Moment | Evidence | Plan, *, by: Person, origin: str) -> None:
    """Note after this request that somebody opened a file that another person brought."""
    if read.by_id == by.id:
        return
    thing, uid = f"{type(read).__name__.lower()}/{read.uid}", by.uid

    def write(session: Session) -> None:
        same = (AuditEntry.object == thing, AuditEntry.action == action, AuditEntry.actor_uid == uid)
        lately = select(AuditEntry.seq).where(*same, AuditEntry.at > now() - SAME_READING).limit(1)
        if session.scalar(lately) is None:
            record(action, thing, actor_uid=uid, origin=origin, session=session)

    afterwards(write)
