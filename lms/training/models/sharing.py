"""Who may read along with a learner, what they say to it, and which finished modules a team sees."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import WorkKind
from lms.training.models.modules import UID, Module, Part

LONGEST_COMMENT = 1000


class SharedWork(Base):
    """Somebody lets one other person read a thought, or read along with an assignment; ``uid`` is that of its block."""

    __tablename__ = "shared_work"
    __table_args__ = (
        CheckConstraint("person_id <> reader_id", name="with_another"),
        CheckConstraint(f"kind IN ({quoted(tuple(WorkKind))})", name="kind"),
        Index("ix_shared_work_reader_id", "reader_id", "at"),
        Index("ix_shared_work_part_id", "part_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(UID, primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    kind: Mapped[WorkKind] = mapped_column(stored_enum(WorkKind))
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    reader: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[reader_id])
    part: Mapped[Part] = relationship(lazy="raise_on_sql")


class AssignmentComment(Base):
    """What a reader said about an assignment that somebody did; no mark, and nothing depends on it."""

    __tablename__ = "assignment_comment"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_COMMENT}", name="length"),
        Index("ix_assignment_comment_person_id", "person_id", "assignment_uid"),
        Index("ix_assignment_comment_by_id", "by_id"),
        Index("ix_assignment_comment_part_id", "part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignment_uid: Mapped[str] = mapped_column(UID)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class FinishedShare(Base):
    """Whether somebody's team sees that they finished a module; no row means: as the organisation agreed."""

    __tablename__ = "finished_share"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    shared: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(default=now)

    module: Mapped[Module] = relationship(lazy="raise_on_sql")
