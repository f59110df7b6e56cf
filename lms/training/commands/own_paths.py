"""Forgetting a person on learning paths."""

from sqlalchemy import delete, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models.discussions import LessonPost
from lms.training.models.path_members import PathExemption, PathMember, PathPractice, RenewalRound

#: Who did something for somebody else, which stays as what nobody in particular did.
NAMED = (
    PathExemption.by_id,
    PathExemption.lifted_by_id,
    LessonPost.reported_by_id,
    LessonPost.hidden_by_id,
)


def forget_on_paths(person: Person) -> None:
    """Take away where somebody was on paths and what they told there, and the name at what they did for others."""
    for table in (PathPractice, PathMember, PathExemption, RenewalRound):
        db.session.execute(delete(table).where(table.person_id == person.id))
    db.session.execute(delete(LessonPost).where(LessonPost.by_id == person.id))
    for column in NAMED:
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
