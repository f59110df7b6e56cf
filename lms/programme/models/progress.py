"""Where a neighbourhood stands on the card: append-only, each view beside the other, and what shows it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import EvidenceKind, Fit, StepStatus, View
from lms.programme.models.neighbourhoods import Neighbourhood
from lms.programme.models.programmes import KEY

REOPENED = text("status = 'reopened'")
STEP = (["card_version_id", "step_key"], ["card_step.card_version_id", "card_step.key"])


class StepProgress(Base):
    """Somebody said where a neighbourhood stands with a step; a later row says otherwise, none is ever changed.

    One thing is: a reason that turns out to be confidential gives way to words that say so.

    ``reason`` is asked only when going back. ``carried`` rows came by the map from an older card.
    """

    __tablename__ = "step_progress"
    __table_args__ = (
        ForeignKeyConstraint(*STEP),
        CheckConstraint(f"status IN ({quoted(tuple(StepStatus))})", name="status"),
        CheckConstraint(f"view IN ({quoted(tuple(View))})", name="view"),
        CheckConstraint(
            "status <> 'reopened' OR view = 'adviser' OR carried OR length(reason) > 0", name="reopened_why"
        ),
        CheckConstraint("length(reason) <= 1000", name="reason"),
        Index("ix_step_progress_latest", "neighbourhood_id", "card_version_id", "step_key", "id"),
        Index(
            "ix_step_progress_reopened", "neighbourhood_id", sqlite_where=REOPENED, postgresql_where=REOPENED
        ),  # few of many, and counted on the dashboard
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    card_version_id: Mapped[int]
    step_key: Mapped[str] = mapped_column(KEY)
    status: Mapped[StepStatus] = mapped_column(stored_enum(StepStatus))
    view: Mapped[View] = mapped_column(stored_enum(View))
    reason: Mapped[str] = mapped_column(Text, default="")
    carried: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Evidence(Base):
    """Something that shows how a step went; a photo only with consent of who is on it, or of nobody (P-4).

    ``form_key`` comes from the form, so that a form sent twice keeps one thing.
    """

    __tablename__ = "step_evidence"
    __table_args__ = (
        ForeignKeyConstraint(*STEP),
        CheckConstraint(f"kind IN ({quoted(tuple(EvidenceKind))})", name="kind"),
        CheckConstraint("(file IS NOT NULL) = (kind IN ('photo', 'file'))", name="file"),
        CheckConstraint("(thumbnail IS NOT NULL) = (kind = 'photo')", name="thumbnail"),
        CheckConstraint("kind <> 'photo' OR consent", name="photo_with_consent"),
        CheckConstraint("length(text) <= 1000", name="text"),
        Index("ix_step_evidence_step", "neighbourhood_id", "card_version_id", "step_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    card_version_id: Mapped[int]
    step_key: Mapped[str] = mapped_column(KEY)
    kind: Mapped[EvidenceKind] = mapped_column(stored_enum(EvidenceKind))
    text: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[str | None] = mapped_column(String(32))
    file_name: Mapped[str | None] = mapped_column(String(200))
    thumbnail: Mapped[str | None] = mapped_column(String(32))
    consent: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, index=True, default=lambda: new_uid(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class StepFeedback(Base):
    """Whether a step fits the work of a neighbourhood; goes to the adviser and to the editors of the card.

    ``form_key`` comes from the form, so that a form sent twice says it once.
    """

    __tablename__ = "step_feedback"
    __table_args__ = (
        ForeignKeyConstraint(*STEP),
        CheckConstraint(f"fit IN ({quoted(tuple(Fit))})", name="fit"),
        CheckConstraint("length(remark) <= 1000", name="remark"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_step_feedback_open", "answered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    card_version_id: Mapped[int]
    step_key: Mapped[str] = mapped_column(KEY)
    fit: Mapped[Fit] = mapped_column(stored_enum(Fit))
    remark: Mapped[str] = mapped_column(Text, default="")
    form_key: Mapped[str] = mapped_column(String(32), unique=True, index=True, default=lambda: new_uid(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime | None]

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class SmallStepDone(Base):
    """A team did the small step we offered, or chose something else; the next one is offered."""

    __tablename__ = "small_step_done"
    __table_args__ = (ForeignKeyConstraint(*STEP),)

    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), primary_key=True, autoincrement=False)
    card_version_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step_key: Mapped[str] = mapped_column(KEY, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    done: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
