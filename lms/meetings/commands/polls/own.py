"""Forgetting people in date polls: who asks for it, and guests when their time is over."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.retention import batch_of, counted
from lms.meetings.models import DateInvite, DatePoll, DateVote


def forget_in_polls(person: Person) -> None:
    """Take away what somebody was asked and said; what they organised stays, asked by nobody in particular."""
    _forget(DateInvite.person_id == person.id)
    db.session.execute(update(DatePoll).where(DatePoll.organiser_id == person.id).values(organiser_id=None))


def forget_guests(before: datetime) -> int:
    """Throw away a batch of guests, with what they said, of polls that were closed before a moment."""
    over = DateInvite.poll_id.in_(select(DatePoll.id).where(DatePoll.closed_at < before))
    return _forget(batch_of(DateInvite, DateInvite.address.is_not(None), over))


def _forget(*which: ColumnElement[bool]) -> int:
    ids = db.session.scalars(select(DateInvite.id).where(*which)).all()
    db.session.execute(delete(DateVote).where(DateVote.invite_id.in_(ids)))
    return counted(delete(DateInvite).where(DateInvite.id.in_(ids)))
