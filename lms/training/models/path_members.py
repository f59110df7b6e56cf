"""What happened to one person on a learning path; nothing here is ever reset.

What they learned stands in their progress through the modules; here stands only what a path adds to that.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.modules import UID

LONGEST_REASON = 300
OPEN_ROUND = text("completed_at IS NULL")


class PathMember(Base):
    """Somebody met a path: ``since`` then, due on that day, completed for the first time at that moment.

    ``reminded``: how many of the reminders about this day were sent or are past.
    """

    __tablename__ = "path_member"
    __table_args__ = (
        CheckConstraint("reminded BETWEEN 0 AND 3", name="reminded"),
        Index("ix_path_member_path_id", "path_id", "completed_at"),
        Index("ix_path_member_due_on", "due_on"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"), primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(default=now)
    due_on: Mapped[date | None]
    reminded: Mapped[int] = mapped_column(default=0)
    completed_at: Mapped[datetime | None]


class PathPractice(Base):
    """Somebody did what a path asks to practise."""

    __tablename__ = "path_practice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("path_item.id"), primary_key=True, autoincrement=False)
    done_at: Mapped[datetime] = mapped_column(default=now)

    item: Mapped[PathItem] = relationship(lazy="raise_on_sql")


class PathExemption(Base):
    """Somebody need not do an item (``about`` is its uid), or not by a day (``about`` is empty); with the reason.

    One row for each person and thing; lifting it needs a reason too, and giving it again takes the same row.
    """

    __tablename__ = "path_exemption"
    __table_args__ = (
        UniqueConstraint("person_id", "path_id", "about"),
        CheckConstraint(f"length(reason) BETWEEN 1 AND {LONGEST_REASON}", name="reason"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_reason IS NULL)", name="lifted"),
        Index("ix_path_exemption_path_id", "path_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"))
    about: Mapped[str] = mapped_column(UID, default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    path: Mapped[LearningPath] = relationship(lazy="raise_on_sql")


class RenewalRound(Base):
    """A round of renewal: its own record, that counts only what was done since it was opened.

    ``done`` maps a piece of work to the moment (ISO).  At most one round of a path is open.
    """

    __tablename__ = "renewal_round"
    __table_args__ = (
        UniqueConstraint("person_id", "path_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("reminded BETWEEN 0 AND 3", name="reminded"),
        Index(
            "uq_renewal_round_open",
            "person_id",
            "path_id",
            unique=True,
            sqlite_where=OPEN_ROUND,
            postgresql_where=OPEN_ROUND,
        ),
        Index("ix_renewal_round_due_on", "due_on", sqlite_where=OPEN_ROUND, postgresql_where=OPEN_ROUND),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"))
    number: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(default=now)
    due_on: Mapped[date]
    reminded: Mapped[int] = mapped_column(default=0)
    done: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    completed_at: Mapped[datetime | None]
