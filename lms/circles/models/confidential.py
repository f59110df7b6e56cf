"""What is for named people only: a session, a note or a case; marking and lifting stay to be read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import Hushed
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

IN_FORCE = text("lifted_at IS NULL")


class Confidential(Base):
    """Something was marked; lifting it ends this row, and marking it again makes another.

    ``object_id`` is the number of a ``circle_session``, a ``session_note`` or a ``session_checkin`` (its case).
    """

    __tablename__ = "confidential"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(Hushed))})", name="kind"),
        CheckConstraint("lifted_at IS NULL OR lifted_at >= at", name="lifted_after_it_was_marked"),
        Index(
            "uq_confidential_open",
            "kind",
            "object_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("ix_confidential_by_id", "by_id"),
        Index("ix_confidential_lifted_by_id", "lifted_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    kind: Mapped[Hushed] = mapped_column(stored_enum(Hushed))
    object_id: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]


class Named(Base):
    """Somebody may read what is confidential."""

    __tablename__ = "confidential_person"
    __table_args__ = (Index("ix_confidential_person_person_id", "person_id"),)

    confidential_id: Mapped[int] = mapped_column(ForeignKey("confidential.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
