"""Forgetting a person, for meetings."""

from sqlalchemy import delete, or_, select, update

from lms.accounts.commands.personal_data import NO_NAME
from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import Answer, Part
from lms.meetings.models import AttendanceChange, Attender, CalendarFeed, Meeting, WalkIn


def forget_person(person: Person) -> None:
    """Take away what somebody said and the addresses they had; that somebody was there stays, without the name.

    They are expected nowhere any more; seats were given to others when the account closed.
    """
    own = Attender.person_id == person.id
    db.session.execute(update(Attender).where(own).values(answer_why="", replacement=""))
    coming = select(Meeting.id).where(Meeting.ends_at >= now())
    left = update(Attender).where(own, Attender.part == Part.EXPECTED, Attender.meeting_id.in_(coming))
    db.session.execute(left.values(part=Part.LEFT, answer=Answer.NONE))
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))
    db.session.execute(update(WalkIn).where(WalkIn.person_id == person.id).values(name=NO_NAME))
    about = or_(AttendanceChange.person_id == person.id, AttendanceChange.by_id == person.id)
    db.session.execute(update(AttendanceChange).where(about).values(why=NO_NAME))
