"""People who ask for an account without having been invited."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import Outcome
from lms.accounts.models.people import LONGEST_ADDRESS, Person, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base


class AccessRequest(Base):
    """A request for access; somebody who may invite answers it, and it is forgotten three months later."""

    __tablename__ = "access_request"
    __table_args__ = (
        CheckConstraint("outcome IN ('invited', 'declined')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_access_request_open", "answered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), index=True)
    organisation: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(1000))
    language: Mapped[str] = mapped_column(String(2), default="nl")
    created_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[Outcome | None] = mapped_column(stored_enum(Outcome))

    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
