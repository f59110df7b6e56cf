"""What learning paths keep about one person, for that person."""

from typing import Any

from sqlalchemy import Select, select

from lms.accounts.models import Person
from lms.training.models import Lesson
from lms.training.models.discussions import LessonPost
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_members import PathExemption, PathMember, PathPractice, RenewalRound
from lms.training.queries.own_rows import plain_rows

#: The tables that name a person.
TABLES = tuple(table.__tablename__ for table in (PathMember, PathPractice, PathExemption, RenewalRound, LessonPost))


def paths_as_data(person: Person) -> dict[str, Any]:
    """Return it as plain data, in the words of the tables."""
    title = LearningPath.title.label("path")
    return {
        "paths": plain_rows(_on(PathMember, person, title, *_of(PathMember, "since", "due_on", "completed_at"))),
        "practised": plain_rows(
            select(PathItem.title, PathPractice.done_at)
            .join(PathPractice, PathPractice.item_id == PathItem.id)
            .where(PathPractice.person_id == person.id)
        ),
        "exemptions": plain_rows(
            _on(
                PathExemption, person, title, *_of(PathExemption, "about", "reason", "at", "lifted_at", "lifted_reason")
            )
        ),
        "renewal": plain_rows(
            _on(
                RenewalRound, person, title, *_of(RenewalRound, "number", "opened_at", "due_on", "done", "completed_at")
            )
        ),
        "messages": plain_rows(
            select(title, Lesson.title.label("lesson"), *_of(LessonPost, "text", "at", "edited_at", "hidden_why"))
            .join(LearningPath, LearningPath.id == LessonPost.path_id)
            .join(Lesson, Lesson.id == LessonPost.lesson_id)
            .where(LessonPost.by_id == person.id)
        ),
    }


def _of(table: Any, *names: str) -> list[Any]:
    return [getattr(table, name) for name in names]


def _on(table: Any, person: Person, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).join(LearningPath, LearningPath.id == table.path_id).where(table.person_id == person.id)
