"""Six weeks later: whether somebody used what they took home from a session."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import Used, ValueLevel
from lms.circles.models.sessions import CircleSession
from lms.kernel.db import Base
from lms.programme.models import Moment, Neighbourhood

LONGEST_WHY_USED = 1000
#: From then on nobody is asked any more: an answer would be about something else.
TOO_LATE = timedelta(weeks=26)


class FollowUp(Base):
    """Somebody is asked once and reminded once. Told of a neighbourhood it is a moment, and the words stand there."""

    __tablename__ = "session_followup"
    __table_args__ = (
        CheckConstraint(f"used IN ({quoted(tuple(Used))})", name="used"),
        CheckConstraint(f"level IN ({quoted(tuple(ValueLevel))})", name="level"),
        CheckConstraint("(used IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("reminded_at IS NULL OR asked_at IS NOT NULL", name="asked_before_reminded"),
        CheckConstraint("moment_id IS NULL OR why = ''", name="words_once"),
        Index("ix_session_followup_person_id", "person_id"),
        Index("ix_session_followup_due_on", "due_on"),
        Index("ix_session_followup_neighbourhood_id", "neighbourhood_id"),
        Index("ix_session_followup_moment_id", "moment_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    due_on: Mapped[date]
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    used: Mapped[Used | None] = mapped_column(stored_enum(Used))
    why: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[ValueLevel | None] = mapped_column(stored_enum(ValueLevel))
    moment_id: Mapped[int | None] = mapped_column(ForeignKey("moment.id", ondelete="SET NULL"))

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    moment: Mapped[Moment | None] = relationship(lazy="raise_on_sql")
