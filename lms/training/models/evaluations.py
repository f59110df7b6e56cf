"""What people say of a module without anybody knowing who said it, and what they would like to learn."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import Worth
from lms.training.models.modules import Module

LONGEST_NEED = 1000


class ModuleEvaluation(Base):
    """How often one answer was given about a module: no person, no time, and no row for one answer.

    The five counts of a module are always written together, so that not even the database's own bookkeeping of who
    wrote a row last (xmin) tells which of them rose. Shown from five answers on (see ``queries/evaluations.py``).
    """

    __tablename__ = "module_evaluation"
    __table_args__ = (
        CheckConstraint(f"answer IN ({quoted(tuple(Worth))})", name="answer"),
        CheckConstraint("count >= 0", name="count"),
    )

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    answer: Mapped[Worth] = mapped_column(stored_enum(Worth), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)

    module: Mapped[Module] = relationship(lazy="raise_on_sql")


class EvaluatedModule(Base):
    """That somebody answered about a module, so that nobody answers twice; not what, and not when."""

    __tablename__ = "evaluated_module"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)


class TrainingNeed(Base):
    """What somebody would like to learn, and what was answered."""

    __tablename__ = "training_need"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_NEED}", name="text"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint(f"length(answer) BETWEEN 1 AND {LONGEST_NEED}", name="answer"),
        Index("ix_training_need_answered_at", "answered_at", "id"),
        Index("ix_training_need_by_id", "by_id", "id"),
        Index("ix_training_need_answered_by_id", "answered_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
