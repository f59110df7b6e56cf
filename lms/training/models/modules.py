"""Modules and what they hold. Identity is the uid; what readers see is the outline of the current version.

Nothing is deleted: what left a module gets ``retired_at``. Rows of versions never change; the database refuses it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import ModuleStatus
from lms.training.models.outline import Outline
from lms.training.models.stored_outline import StoredOutline

UID = String(64)
SLUG = String(120)
DIGEST = String(64)
IN_USE = text("retired_at IS NULL")  # a retired module gives its address back


class FromFolder:
    """What a sync needs of a row: the digest of what is stored, that of the last sync, whether it is still in use."""

    digest: Mapped[str] = mapped_column(DIGEST)
    synced_digest: Mapped[str | None] = mapped_column(DIGEST)
    retired_at: Mapped[datetime | None]


class Module(FromFolder, Base):
    """A training module; ``serial`` is that of its current version, and of no version at 0.

    ``pictures`` maps each file to a mark of its content, its width and its height, so that pages need not ask;
    recordings of what parts say are among them.
    """

    __tablename__ = "module"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'published')", name="status"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("position BETWEEN 1 AND 999", name="position"),
        Index("uq_module_slug", "slug", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE),
        # All that a list needs to know of those it does not show, so that it need not open them.
        Index("ix_module_status", "status", "retired_at", "position", "title"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    slug: Mapped[str] = mapped_column(SLUG)
    position: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(8))
    minutes: Mapped[int]
    audiences: Mapped[list[str]] = mapped_column(JSON)
    goals: Mapped[list[str]] = mapped_column(JSON)
    steps: Mapped[list[str]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    pictures: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default=dict)
    serial: Mapped[int] = mapped_column(default=0)
    #: For how many months a certificate holds; for good when nothing is said.
    valid_months: Mapped[int | None]

    @property
    def is_live(self) -> bool:
        """Whether learners may see it."""
        return self.status == ModuleStatus.PUBLISHED and self.retired_at is None

    @property
    def shown(self) -> tuple[object, ...]:
        """Everything that changes with what pages show of it; new goals or another picture are no new version."""
        return self.slug, self.serial, self.digest, self.pictures


class ModuleVersion(Base):
    """One immutable version: ``serial`` counts them, ``number`` is the authors'; a draft has no ``published_at``."""

    __tablename__ = "module_version"
    __table_args__ = (CheckConstraint("change IN ('typo', 'real')", name="change"),)

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(20))
    change: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    outline: Mapped[Outline] = mapped_column(StoredOutline)
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]


class Lesson(FromFolder, Base):
    """A lesson; its place and words as authors work on them."""

    __tablename__ = "lesson"
    __table_args__ = (Index("ix_lesson_module_id_position", "module_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(SLUG)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)


class Part(FromFolder, Base):
    """One screen; ``version`` is its newest text, ``renewed`` the last one that is more than a mended word."""

    __tablename__ = "part"
    __table_args__ = (
        Index("ix_part_module_id", "module_id"),
        Index("ix_part_lesson_id_position", "lesson_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(SLUG)
    version: Mapped[int]
    renewed: Mapped[int]
    since: Mapped[int]

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")
    module: Mapped[Module] = relationship(lazy="raise_on_sql")


class PartVersion(Base):
    """One immutable text of a part: blocks with rendered HTML, and the Markdown they came from."""

    __tablename__ = "part_version"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes"),)

    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    audiences: Mapped[list[str]] = mapped_column(JSON)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    part: Mapped[Part] = relationship(lazy="raise_on_sql")


class Quiz(FromFolder, Base):
    """The final quiz of a module; ``pass_mark`` is a percentage."""

    __tablename__ = "quiz"
    __table_args__ = (
        CheckConstraint("draw >= 1", name="draw"),
        CheckConstraint("pass_mark BETWEEN 1 AND 100", name="pass_mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    draw: Mapped[int]
    pass_mark: Mapped[int]
    minutes: Mapped[int]
    intro: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)


class QuizQuestion(Base):
    """A question of the bank; ``version`` is its newest text."""

    __tablename__ = "quiz_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    position: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None]


class QuizQuestionVersion(Base):
    """One immutable text of a question of the bank."""

    __tablename__ = "quiz_question_version"

    question_id: Mapped[int] = mapped_column(ForeignKey("quiz_question.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    block: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ModuleMedia(FromFolder, Base):
    """A picture or recording of a module, in the database so that every web machine has it and one backup holds all."""

    __tablename__ = "module_media"

    uid: Mapped[str] = mapped_column(String(300), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    file: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)


class ModuleAddress(Base):
    """An address a module or a part has or once had, so that a bookmark finds its way."""

    __tablename__ = "module_address"

    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"), index=True)
