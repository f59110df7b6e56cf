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

#: The tables with work of one person, what hangs on a part first.
OWN = (QuestionAnswer, Reflection, ScenarioWalk, AssignmentDone, PartCompletion, QuizAttempt, ModuleProgress, Learner)


def training_of(person: Person) -> dict[str, Any]:
    """Return it as plain data, in the words of the tables."""
    return {
        "modules": _rows(
            select(Module.title, ModuleProgress.started_at, ModuleProgress.completed_at, ModuleProgress.best_score)
            .join(ModuleProgress, ModuleProgress.module_id == Module.id)
            .where(ModuleProgress.person_id == person.id)
        ),
        "completed_parts": _on_parts(person, PartCompletion, "version", "twin", "completed_at"),
        "answers": _on_parts(person, QuestionAnswer, "uid", "given", "right", "answered_at"),
        "reflections": _on_parts(person, Reflection, "uid", "text", "written_at"),
        "scenarios": _on_parts(person, ScenarioWalk, "uid", "choices", "sentence", "walked_at"),
        "assignments": _on_parts(person, AssignmentDone, "uid", "done_at"),
        "quiz_attempts": _rows(
            select(QuizAttempt.started_at, QuizAttempt.submitted_at, QuizAttempt.score, QuizAttempt.total)
            .add_columns(QuizAttempt.passed, QuizAttempt.answers)
            .where(QuizAttempt.person_id == person.id)
        ),
        "reads": db.session.scalar(select(Learner.twin).where(Learner.person_id == person.id)),
    }


def _on_parts(person: Person, table: Any, *names: str) -> list[dict[str, Any]]:
    columns = [getattr(table, name) for name in names]
    statement = select(Part.uid.label("part"), *columns).join(Part, Part.id == table.part_id)
    return _rows(statement.where(table.person_id == person.id))


def _rows(statement: Any) -> list[dict[str, Any]]:
    rows = db.session.execute(statement).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
