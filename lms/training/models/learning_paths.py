"""Learning paths as editors make them: for which roles, what is on them, and what is switched on.

Deadlines, renewal, locks and talk about a lesson are off unless a path switches them on. Items are never deleted: what
left a path gets ``retired_at``, because exemptions and practice hang on it.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import Role
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import ModuleStatus, StopKind
from lms.training.models.modules import IN_USE, SLUG, UID, FromFolder, Lesson, Module

LONGEST_TITLE = 120
LONGEST_SUMMARY = 400
LONGEST_PRACTICE = 1000
MOST_DAYS, MOST_MONTHS = 730, 60


class LearningPath(FromFolder, Base):
    """A path for everybody with one of its roles; ``changed_at`` is when somebody last changed what is on it."""

    __tablename__ = "learning_path"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'published')", name="status"),
        CheckConstraint(f"deadline_days BETWEEN 1 AND {MOST_DAYS}", name="deadline_days"),
        CheckConstraint(f"renewal_months BETWEEN 1 AND {MOST_MONTHS}", name="renewal_months"),
        CheckConstraint("position BETWEEN 1 AND 999", name="position"),
        Index("uq_learning_path_slug", "slug", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    slug: Mapped[str] = mapped_column(SLUG)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    summary: Mapped[str] = mapped_column(String(LONGEST_SUMMARY))
    position: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    ordered: Mapped[bool] = mapped_column(default=False)
    deadline_days: Mapped[int | None]
    renewal_months: Mapped[int | None]
    discussion: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    audiences: Mapped[list["PathAudience"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="PathAudience.role"
    )
    items: Mapped[list["PathItem"]] = relationship(
        lazy="raise_on_sql",
        order_by="PathItem.position, PathItem.id",
        primaryjoin="and_(PathItem.path_id == LearningPath.id, PathItem.retired_at.is_(None))",
        viewonly=True,
    )

    @property
    def roles(self) -> tuple[Role, ...]:
        """Whom the path is for, in the order of the roles."""
        return tuple(role for role in Role if role in {each.role for each in self.audiences})

    @property
    def is_live(self) -> bool:
        """Whether learners walk it."""
        return self.status == ModuleStatus.PUBLISHED and self.retired_at is None


class PathAudience(Base):
    """A role whose people walk a path."""

    __tablename__ = "path_audience"
    __table_args__ = (
        CheckConstraint(f"role IN ({quoted(tuple(Role))})", name="role"),
        Index("ix_path_audience_role", "role"),
    )

    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"), primary_key=True, autoincrement=False)
    role: Mapped[Role] = mapped_column(stored_enum(Role), primary_key=True)


class PathItem(Base):
    """One stop: a module, a lesson of one, or something to practise.

    ``asked_since``: when it came on the path, or became required.  ``after``: the uid of an item that comes first.
    """

    __tablename__ = "path_item"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'module' AND module_id IS NOT NULL AND lesson_id IS NULL) OR "
            "(kind = 'lesson' AND lesson_id IS NOT NULL AND module_id IS NULL) OR "
            "(kind = 'practice' AND module_id IS NULL AND lesson_id IS NULL AND length(title) > 0)",
            name="kind",
        ),
        CheckConstraint("after IS NULL OR after <> uid", name="after"),
        Index("ix_path_item_path_id_position", "path_id", "position"),
        Index("ix_path_item_module_id", "module_id"),
        Index("ix_path_item_lesson_id", "lesson_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("learning_path.id"))
    position: Mapped[int]
    kind: Mapped[StopKind] = mapped_column(stored_enum(StopKind))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lesson.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=True)
    opens_on: Mapped[date | None]
    after: Mapped[str | None] = mapped_column(UID)
    in_renewal: Mapped[bool] = mapped_column(default=False)
    asked_since: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    module: Mapped[Module | None] = relationship(lazy="raise_on_sql")
    lesson: Mapped[Lesson | None] = relationship(lazy="raise_on_sql")


def locks_something() -> ColumnElement[bool]:
    """Return the filter for items that can be closed: the path is ordered, or the item waits for something."""
    return or_(LearningPath.ordered, PathItem.after.is_not(None), PathItem.opens_on.is_not(None))


def walked() -> ColumnElement[bool]:
    """Return the filter for paths that learners walk."""
    return and_(LearningPath.status == ModuleStatus.PUBLISHED, LearningPath.retired_at.is_(None))
