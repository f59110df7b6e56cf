"""Forgetting a person, for meetings, and what was kept long enough."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from lms.accounts.commands.personal_data import NO_NAME
from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.retention import batch_of, counted, forget_rows
from lms.meetings.enums import Answer, Part
from lms.meetings.models import AttendanceChange, Attender, CalendarFeed, Meeting, WalkIn


def forget_replacements(before: datetime) -> int:
    """Take away the name of who came to a meeting instead of somebody; that they were there stays."""
    over = Attender.meeting_id.in_(select(Meeting.id).where(Meeting.ends_at < before))
    return counted(update(Attender).where(batch_of(Attender, Attender.replacement != "", over)).values(replacement=""))


def forget_walk_ins(before: datetime) -> int:
    """Take away the names of who was there without an account; that somebody was there stays."""
    over = WalkIn.meeting_id.in_(select(Meeting.id).where(Meeting.ends_at < before))
    return counted(update(WalkIn).where(batch_of(WalkIn, WalkIn.name != NO_NAME, over)).values(name=NO_NAME))


def forget_feeds(before: datetime) -> int:
    """Throw away addresses for a calendar that ended."""
    return forget_rows(CalendarFeed, CalendarFeed.revoked_at < before)


def forget_person(person: Person) -> None:
    """Take away what somebody said and the addresses they had; that somebody was there stays, without the name.

    They are expected nowhere any more; seats were given to others when the account closed.
    """
    own = Attender.person_id == person.id
    db.session.execute(update(Attender).where(own).values(replacement=""))
    coming = select(Meeting.id).where(Meeting.ends_at >= now())
    left = update(Attender).where(own, Attender.part == Part.EXPECTED, Attender.meeting_id.in_(coming))
    db.session.execute(left.values(part=Part.LEFT, answer=Answer.NONE))
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))
    db.session.execute(update(WalkIn).where(WalkIn.person_id == person.id).values(name=NO_NAME))
    about = or_(AttendanceChange.person_id == person.id, AttendanceChange.by_id == person.id)
    db.session.execute(update(AttendanceChange).where(about).values(why=NO_NAME))
