"""Who is in a meeting, what they said beforehand, and whether they were there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.meetings.enums import Answer, Attendance, Part
from lms.meetings.models.meetings import LONGEST_WHY, Meeting
from lms.programme.models import Neighbourhood

LONGEST_NAME = 80


class Attender(Base):
    """Somebody is in a meeting.

    ``neighbourhood_id`` is the place they came for that day and stays when they change. ``number`` is the order of
    coming in, the place in line of who waits. ``told`` is the sequence of the meeting they were last told of;
    ``reminded_for`` the beginning they were reminded of, so that a reminder follows a move.
    """

    __tablename__ = "attender"
    __table_args__ = (
        CheckConstraint(f"part IN ({quoted(tuple(Part))})", name="part"),
        CheckConstraint(f"answer IN ({quoted(tuple(Answer))})", name="answer"),
        CheckConstraint(f"attendance IN ({quoted(tuple(Attendance))})", name="attendance"),
        CheckConstraint("answer = 'none' OR part = 'expected'", name="answer_of_expected"),
        CheckConstraint("(attendance = 'unknown') = (attendance_at IS NULL)", name="attendance_at"),
        Index("ix_attender_number", "meeting_id", "number", unique=True),
        Index("ix_attender_person_id", "person_id"),
        Index("ix_attender_neighbourhood_id", "neighbourhood_id"),
        Index("ix_attender_attendance_by_id", "attendance_by_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    number: Mapped[int]
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    part: Mapped[Part] = mapped_column(stored_enum(Part), default=Part.EXPECTED)
    answer: Mapped[Answer] = mapped_column(stored_enum(Answer), default=Answer.NONE)
    replacement: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    attendance: Mapped[Attendance] = mapped_column(stored_enum(Attendance), default=Attendance.UNKNOWN)
    attendance_at: Mapped[datetime | None]
    attendance_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told: Mapped[int | None]
    reminded_for: Mapped[datetime | None]
    since: Mapped[datetime] = mapped_column(default=now)

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")

    @property
    def comes(self) -> bool:
        """Whether they have a place and have not said that they cannot."""
        return self.part in {Part.EXPECTED, Part.SEAT} and self.answer is Answer.NONE


class AttendanceChange(Base):
    """Attendance was corrected after the meeting, and why; nothing here is ever changed."""

    __tablename__ = "attendance_change"
    __table_args__ = (
        CheckConstraint("length(why) > 0", name="why"),
        Index("ix_attendance_change_meeting_id", "meeting_id"),
        Index("ix_attendance_change_person_id", "person_id"),
        Index("ix_attendance_change_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    before: Mapped[Attendance] = mapped_column(stored_enum(Attendance))
    after: Mapped[Attendance] = mapped_column(stored_enum(Attendance))
    why: Mapped[str] = mapped_column(String(LONGEST_WHY))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class WalkIn(Base):
    """Somebody came who was not on the list, by the name they gave; joined to a person later."""

    __tablename__ = "walk_in"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name"),
        Index("ix_walk_in_meeting_id", "meeting_id"),
        Index("ix_walk_in_person_id", "person_id"),
        Index("ix_walk_in_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
