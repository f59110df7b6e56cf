"""What people are told, and how often they want it by mail."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.enums import Cadence
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

WAITS = text("due_on IS NOT NULL")


class Notice(Base):
    """One sentence to one person about one version of one thing; ``due_on`` is the day its digest leaves.

    ``text`` stays in the ``language`` that this person read when it was said.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "cause", "object", "version"),
        CheckConstraint("length(text) BETWEEN 1 AND 300", name="length"),
        CheckConstraint("url LIKE '/%' AND url NOT LIKE '//%'", name="url_is_ours"),
        CheckConstraint("due_on IS NULL OR read_at IS NULL", name="read_is_not_due"),
        Index("ix_notice_newest", "person_id", "id"),
        Index("ix_notice_due", "person_id", "due_on", sqlite_where=WAITS, postgresql_where=WAITS),
        Index("ix_notice_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(120))
    version: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2), default="nl", server_default="nl")
    url: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    due_on: Mapped[date | None]


class NoticePreference(Base):
    """How one person wants one kind of notice by mail, when that is not the default of the kind."""

    __tablename__ = "notice_preference"
    __table_args__ = (CheckConstraint(f"cadence IN ({quoted(tuple(Cadence))})", name="cadence"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    cadence: Mapped[Cadence] = mapped_column(stored_enum(Cadence))


class Erasure(Base):
    """That somebody was erased: only the random uid, so that a restored older backup can be cleaned again."""

    __tablename__ = "erasure"

    person_uid: Mapped[str] = mapped_column(String(16), primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(default=now)
