"""How questions went, and what is kept of it for who writes them: one row for a person and a question, and counts.

``InsightCount`` holds counts of people and no person: :mod:`lms.training.models.insight` says what is shown of them.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models.people import quoted
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import Grouping
from lms.training.models.modules import UID

LONGEST_SLIP = 100


class QuestionTry(Base):
    """How a question in a part or a quiz went for somebody: their first answer, and how often they answered.

    ``slip``: what was off in the first answer, nothing when it was right (see ``models/slips.py``).
    """

    __tablename__ = "question_try"
    __table_args__ = (
        CheckConstraint("tries >= 1", name="tries"),
        CheckConstraint(f"length(slip) <= {LONGEST_SLIP}", name="slip"),
        Index("ix_question_try_module_id_person_id", "module_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(UID, primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    slip: Mapped[str | None] = mapped_column(String(LONGEST_SLIP))
    tries: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)


class InsightCount(Base):
    """How many people, as counted last night: of a group, of whom ``mark`` is true about ``subject``.

    ``subject``: the uid of a part or a question; empty for the module. ``mark``: see ``models/insight.py``.
    ``named``: which role, neighbourhood (its number) or quarter; empty for everybody.
    """

    __tablename__ = "insight_count"
    __table_args__ = (
        CheckConstraint(f"grouped IN ({quoted(tuple(Grouping))})", name="grouped"),
        CheckConstraint("people >= 1", name="people"),
        {"sqlite_with_rowid": False},
    )

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    grouped: Mapped[str] = mapped_column(String(16), primary_key=True)
    named: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(UID, primary_key=True)
    mark: Mapped[str] = mapped_column(String(LONGEST_SLIP + 10), primary_key=True)
    people: Mapped[int]


class InsightMoment(Base):
    """When the counts of a module were made."""

    __tablename__ = "insight_moment"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    counted_at: Mapped[datetime] = mapped_column(default=now, index=True)
