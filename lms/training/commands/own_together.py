"""Forgetting who did something with a group."""

from sqlalchemy import delete, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models import GroupSession, TellingBack, TookPart


def forget_together(person: Person) -> None:
    """Take away where somebody was and what they told back; what they led stays, led by nobody in particular."""
    for table in (TookPart, TellingBack):
        db.session.execute(delete(table).where(table.person_id == person.id))
    led = GroupSession.leader_id == person.id
    db.session.execute(update(GroupSession).where(led).values(leader_id=None))
