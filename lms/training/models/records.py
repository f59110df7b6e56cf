"""What people did. Every row hangs on a uid that survives new texts, and exists at most once.

``ModuleProgress`` is the kept summary that pages read; the rows beside it are the facts. Both are written together,
under a lock on the summary.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.modules import UID, Module, Part
from lms.training.models.progress import Done

LONGEST_TEXT = 4000
LONGEST_SENTENCE = 500


class Learner(Base):
    """How somebody likes to read; no row means: as their role suggests."""

    __tablename__ = "learner"
    __table_args__ = (CheckConstraint("twin IN ('regular', 'easy')", name="twin"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    twin: Mapped[str] = mapped_column(String(8))


class ModuleProgress(Base):
    """What one person did in one module, kept in the same write; lists read this row and count nothing.

    ``parts`` maps the uid of a part to the version that was read; ``assignments`` maps a uid to the moment (ISO).
    The counters tell how it was at the last write, for reports over many people.
    """

    __tablename__ = "module_progress"
    __table_args__ = (
        CheckConstraint("done_count <= total_count", name="counts"),
        Index("ix_module_progress_module_id", "module_id", "completed_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    began_serial: Mapped[int]
    parts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    assignments: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    last_part: Mapped[str | None] = mapped_column(UID)
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    minutes_left: Mapped[int] = mapped_column(default=0)
    quiz_passed_at: Mapped[datetime | None]
    best_score: Mapped[int | None]
    started_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)
    completed_at: Mapped[datetime | None]
    completed_serial: Mapped[int | None]

    module: Mapped[Module] = relationship(lazy="raise_on_sql")

    @property
    def done(self) -> Done:
        """What was done, as the pure progress function reads it."""
        return Done(
            parts=self.parts,
            assignments=frozenset(self.assignments),
            quiz_passed=self.quiz_passed_at is not None,
            began=self.began_serial,
            last=self.last_part,
        )


class PartCompletion(Base):
    """Somebody completed a part, once; ``version`` is the text they saw, ``twin`` which of both."""

    __tablename__ = "part_completion"
    __table_args__ = (
        ForeignKeyConstraint(["part_id", "version"], ["part_version.part_id", "part_version.number"]),
        CheckConstraint("twin IN ('regular', 'easy')", name="twin"),
        {"sqlite_with_rowid": False},  # the key is the table: half the size at twenty million rows
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    twin: Mapped[str] = mapped_column(String(8))
    completed_at: Mapped[datetime] = mapped_column(default=now)

    part: Mapped[Part] = relationship(lazy="raise_on_sql", overlaps="part_version", viewonly=True)


class OnPart:
    """What the rows of somebody's work on a part have in common."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(UID, primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))


class QuestionAnswer(OnPart, Base):
    """The latest answer to a question in a part; ``version`` is the text of the part it was given to."""

    __tablename__ = "question_answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    version: Mapped[int]
    given: Mapped[list[str]] = mapped_column(JSON)
    right: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(default=now)


class Reflection(OnPart, Base):
    """What somebody thought; for the writer alone."""

    __tablename__ = "reflection"
    __table_args__ = (CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_TEXT}", name="length"),)

    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(default=now)


class ScenarioWalk(OnPart, Base):
    """The road somebody took through a scenario; the own sentence at its end is for the writer alone."""

    __tablename__ = "scenario_walk"
    __table_args__ = (CheckConstraint(f"length(sentence) <= {LONGEST_SENTENCE}", name="length"),)

    choices: Mapped[list[int]] = mapped_column(JSON)
    sentence: Mapped[str] = mapped_column(Text, default="")
    walked_at: Mapped[datetime] = mapped_column(default=now)


class AssignmentDone(OnPart, Base):
    """Somebody did an assignment in the neighbourhood."""

    __tablename__ = "assignment_done"

    done_at: Mapped[datetime] = mapped_column(default=now)


class QuizAttempt(Base):
    """One try at a final quiz, drawn and shuffled when it began and handed in at most once.

    ``drawn``: for each question ``{"id", "version", "order"}``; ``answers``: question uid to what was given, and until
    it is handed in to what stands in the fields so far; ``drafted``: question uid to when that was chosen (ISO).
    """

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        ForeignKeyConstraint(["module_id", "serial"], ["module_version.module_id", "module_version.serial"]),
        Index(
            "uq_quiz_attempt_open",
            "person_id",
            "module_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("ix_quiz_attempt_person_id", "person_id"),
        CheckConstraint("(submitted_at IS NULL) = (score IS NULL)", name="score_when_submitted"),
        CheckConstraint("score BETWEEN 0 AND total", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    serial: Mapped[int]
    drawn: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    answers: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    drafted: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    total: Mapped[int]
    pass_mark: Mapped[int]
    score: Mapped[int | None]
    passed: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]

    module: Mapped[Module] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
