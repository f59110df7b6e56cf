"""Series of sessions; each session is a meeting of a circle, under a number that is stored and never recounted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import SessionState, Stage
from lms.circles.models.circles import Circle
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.meetings.enums import MeetingState
from lms.meetings.models import Meeting

LONGEST_TITLE = 80
LONGEST_SUBJECT = 50
LONGEST_ARC = 2000
MOST_SESSIONS = 20
#: What the meeting says over the session, whatever its own stage.
_OF_MEETING = {
    MeetingState.DRAFT: SessionState.DRAFT,
    MeetingState.CANCELLED: SessionState.CANCELLED,
    MeetingState.NOT_HELD: SessionState.NOT_HELD,
}
_OF_STAGE = {
    Stage.BEFORE: SessionState.PLANNED,
    Stage.RUNNING: SessionState.RUNNING,
    Stage.WRAPPING_UP: SessionState.WRAPPING_UP,
    Stage.FINAL: SessionState.FINAL,
}


class Series(Base):
    """Sessions that belong together. ``arc`` says in one line each what they are about, in order."""

    __tablename__ = "circle_series"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint(f"planned_count BETWEEN 1 AND {MOST_SESSIONS}", name="planned_count"),
        Index("ix_circle_series_circle_id", "circle_id"),
        Index("ix_circle_series_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    arc: Mapped[str] = mapped_column(Text, default="")
    planned_count: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")

    @property
    def lines(self) -> list[str]:
        """What each session is about, in order; as many as somebody wrote."""
        return [line.strip() for line in self.arc.splitlines() if line.strip()]


class CircleSession(Base):
    """One session of a circle. ``script`` is the key of the script its agenda began with; the agenda is its own."""

    __tablename__ = "circle_session"
    __table_args__ = (
        UniqueConstraint("circle_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(subject) > 0", name="subject"),
        CheckConstraint(f"stage IN ({quoted(tuple(Stage))})", name="stage"),
        Index("ix_circle_session_series_id", "series_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    series_id: Mapped[int] = mapped_column(ForeignKey("circle_series.id"))
    number: Mapped[int]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    script: Mapped[str] = mapped_column(String(64))
    stage: Mapped[Stage] = mapped_column(stored_enum(Stage), default=Stage.BEFORE)

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    series: Mapped[Series] = relationship(lazy="raise_on_sql")
    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")

    @property
    def state(self) -> SessionState:
        """Where it stands."""
        return _OF_MEETING.get(self.meeting.state) or _OF_STAGE[self.stage]

    @property
    def can_be_planned(self) -> bool:
        """Whether its agenda may still change beforehand."""
        return self.state in {SessionState.DRAFT, SessionState.PLANNED}
