"""What meetings keep about one person, besides what they say of dates (:mod:`lms.meetings.queries.own_polls`)."""

from typing import Any

from sqlalchemy import Select, select

from lms.accounts.models import Person
from lms.kernel.own_rows import rows_as_data
from lms.meetings.enums import MeetingState
from lms.meetings.models import (
    AttendanceChange,
    Attender,
    CalendarFeed,
    Meeting,
    MeetingMove,
    WalkIn,
)

#: Every table with a foreign key to a person.
TABLES = (
    "attendance_change",
    "attender",
    "calendar_feed",
    "meeting",
    "meeting_move",
    "walk_in",
)
WHEN = (Meeting.title, Meeting.starts_at)


def kept_of(person: Person) -> dict[str, Any]:
    """Return where somebody was expected, said and was, and what they planned."""
    own = (Attender.person_id == person.id, Meeting.state != MeetingState.DRAFT)  # a draft tells nobody anything
    said = (Attender.part, Attender.answer, Attender.replacement, Attender.attendance)
    corrected = (AttendanceChange.before, AttendanceChange.after, AttendanceChange.why, AttendanceChange.at)
    moved = (MeetingMove.old_starts_at, MeetingMove.new_starts_at, MeetingMove.why, MeetingMove.at)
    return {
        "meetings": rows_as_data(select(*WHEN, *said, Attender.since).join(Attender.meeting).where(*own)),
        "planned": rows_as_data(select(*WHEN, Meeting.place, Meeting.text).where(Meeting.organiser_id == person.id)),
        "moved": rows_as_data(_at(select(*WHEN, *moved), MeetingMove).where(MeetingMove.by_id == person.id)),
        "attendance_corrected": rows_as_data(
            _at(select(*WHEN, *corrected), AttendanceChange).where(AttendanceChange.person_id == person.id)
        ),
        "came_unexpected": rows_as_data(
            _at(select(*WHEN, WalkIn.name, WalkIn.at), WalkIn).where(WalkIn.person_id == person.id)
        ),
        "calendar_addresses": rows_as_data(
            select(CalendarFeed.made_at, CalendarFeed.revoked_at).where(CalendarFeed.person_id == person.id)
        ),
    }


def _at(rows: Select, table: Any) -> Select:
    return rows.join(Meeting, Meeting.id == table.meeting_id)
