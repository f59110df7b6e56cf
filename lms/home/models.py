"""Remarks: a wish, an error or a question about the product, and the answer to it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.home.enums import RemarkState
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

LONGEST = 2000


class Remark(Base):
    """What somebody told us; whoever holds its random address may read text and answer."""

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("kind IN ('wish', 'error', 'question')", name="kind"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_once"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST}", name="length"),
        Index("ix_remark_open", "answered_at", "id"),
        Index("ix_remark_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(String(300), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")

    @property
    def state(self) -> RemarkState:
        """Whether somebody answered."""
        return RemarkState.ANSWERED if self.answered_at else RemarkState.OPEN
