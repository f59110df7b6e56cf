"""Within how many working days a question is answered, as dated settings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import AdviceSize
from lms.kernel.clock import now
from lms.kernel.db import Base

MOST_DAYS = 250


class TurnaroundNorm(Base):
    """What holds for questions of one size that come in from a day on; older ones keep the norm they came under."""

    __tablename__ = "turnaround_norm"
    __table_args__ = (
        UniqueConstraint("size", "valid_from"),
        CheckConstraint(f"size IN ({quoted(tuple(AdviceSize))})", name="size"),
        CheckConstraint(f"first_days BETWEEN 1 AND {MOST_DAYS}", name="first_days"),
        CheckConstraint(f"answer_days BETWEEN first_days AND {MOST_DAYS}", name="answer_days"),
        Index("ix_turnaround_norm_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[AdviceSize] = mapped_column(stored_enum(AdviceSize))
    first_days: Mapped[int]
    answer_days: Mapped[int]
    valid_from: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
