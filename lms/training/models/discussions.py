"""What people on a path tell each other about a lesson."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.learning_paths import LearningPath
from lms.training.models.modules import Lesson

LONGEST_POST = 2000
LONGEST_WHY = 300


class LessonPost(Base):
    """A message about a lesson, for who walks the same path; ``form_key`` makes a double click one message."""

    __tablename__ = "lesson_post"
    __table_args__ = (
        UniqueConstraint("by_id", "form_key"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_POST}", name="length"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_why IS NULL)", name="hidden"),
        Index("ix_lesson_post_path_id_lesson_id", "path_id", "lesson_id", "id"),
        Index("ix_lesson_post_reported_at", "reported_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    form_key: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_why: Mapped[str | None] = mapped_column(String(LONGEST_WHY))

    by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    path: Mapped[LearningPath] = relationship(lazy="raise_on_sql")
    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")
