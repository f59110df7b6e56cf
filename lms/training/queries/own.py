"""Everything training keeps about one person, for that person."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models import (
    AssignmentDone,
    Learner,
    Module,
    ModuleProgress,
    Part,
    PartCompletion,
    QuestionAnswer,
    QuizAttempt,
    Reflection,
    ScenarioWalk,
)
from lms.training.models.sending import SentForm
from lms.training.models.tries import QuestionTry
from lms.training.queries.own_learning import own_learning_of
from lms.training.queries.own_rows import plain_rows

#: The tables with work of one person, what hangs on a part first.
OWN = (
    *(QuestionAnswer, Reflection, ScenarioWalk, AssignmentDone, PartCompletion),
    *(QuizAttempt, QuestionTry, ModuleProgress, Learner, SentForm),
)


def training_of(person: Person) -> dict[str, Any]:
    """Return it as plain data, in the words of the tables."""
    return {
        "modules": plain_rows(
            select(Module.title, ModuleProgress.started_at, ModuleProgress.completed_at, ModuleProgress.best_score)
            .join(ModuleProgress, ModuleProgress.module_id == Module.id)
            .where(ModuleProgress.person_id == person.id)
        ),
        "completed_parts": _on_parts(person, PartCompletion, "version", "twin", "completed_at"),
        "answers": _on_parts(person, QuestionAnswer, "uid", "given", "right", "answered_at"),
        "reflections": _on_parts(person, Reflection, "uid", "text", "written_at"),
        "scenarios": _on_parts(person, ScenarioWalk, "uid", "choices", "sentence", "walked_at"),
        "assignments": _on_parts(person, AssignmentDone, "uid", "done_at"),
        "quiz_attempts": plain_rows(
            select(QuizAttempt.started_at, QuizAttempt.submitted_at, QuizAttempt.score, QuizAttempt.total)
            .add_columns(QuizAttempt.passed, QuizAttempt.answers)
            .where(QuizAttempt.person_id == person.id)
        ),
        "tries": plain_rows(
            select(
                QuestionTry.uid, QuestionTry.slip, QuestionTry.tries, QuestionTry.first_at, QuestionTry.last_at
            ).where(QuestionTry.person_id == person.id)
        ),
        "reads": db.session.scalar(select(Learner.twin).where(Learner.person_id == person.id)),
        **own_learning_of(person),
    }


def _on_parts(person: Person, table: Any, *names: str) -> list[dict[str, Any]]:
    columns = [getattr(table, name) for name in names]
    statement = select(Part.uid.label("part"), *columns).join(Part, Part.id == table.part_id)
    return plain_rows(statement.where(table.person_id == person.id))
