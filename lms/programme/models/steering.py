"""What the programme team steers on: milestones, risks, changed frames, and the few questions we ask by ourselves."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.organisations.models import Organisation
from lms.programme.enums import PromptKind
from lms.programme.models.programmes import KEY, ProgrammePhase


class Milestone(Base):
    """One of the milestones of the programme plan (S4:507-637); no owner means "nog kiezen" (G-1)."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        CheckConstraint("done_on IS NULL OR length(evidence) > 0", name="done_with_evidence"),
        Index("ix_milestone_planned_on", "programme_id", "done_on", "planned_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    phase_id: Mapped[int] = mapped_column(ForeignKey("programme_phase.id"))
    key: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(Text, default="")

    phase: Mapped[ProgrammePhase] = relationship(lazy="raise_on_sql")
    owner: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class MilestoneMove(Base):
    """The planned date of a milestone was moved, and why; never changed."""

    __tablename__ = "milestone_move"
    __table_args__ = (CheckConstraint("length(reason) <= 1000", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    was_on: Mapped[date | None]
    planned_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Risk(Base):
    """A risk of the programme (S4:1394-1599); ``aware_only`` has no direct measure, and says so (G-4)."""

    __tablename__ = "risk"
    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    aware_only: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    review_on: Mapped[date | None]
    reminded_for: Mapped[date | None]
    closed_at: Mapped[datetime | None]

    owner: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class RiskMeasure(Base):
    """What is done about a risk."""

    __tablename__ = "risk_measure"
    __table_args__ = (CheckConstraint("length(text) BETWEEN 1 AND 500", name="text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None]


class RiskReview(Base):
    """Somebody looked at a risk again; never changed."""

    __tablename__ = "risk_review"
    __table_args__ = (CheckConstraint("length(note) BETWEEN 1 AND 1000", name="note"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class FrameChange(Base):
    """Something changed around the programme ("Er verandert iets"), told to people with certain roles."""

    __tablename__ = "frame_change"
    __table_args__ = (
        CheckConstraint("length(title) BETWEEN 1 AND 160", name="title"),
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class FrameRead(Base):
    """Somebody tapped "Gelezen"."""

    __tablename__ = "frame_read"

    change_id: Mapped[int] = mapped_column(ForeignKey("frame_change.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False, index=True)
    at: Mapped[datetime] = mapped_column(default=now)


class Prompt(Base):
    """A question we asked somebody by ourselves; silence closes it at ``closes_at``."""

    __tablename__ = "prompt"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(PromptKind))})", name="kind"),
        CheckConstraint("closes_at > asked_at", name="closes"),
        Index("ix_prompt_person_id_asked_at", "person_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PromptKind] = mapped_column(stored_enum(PromptKind))
    subject: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    closes_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
