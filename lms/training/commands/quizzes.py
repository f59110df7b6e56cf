"""Beginning, keeping and handing in a final quiz: at most one is open, and each is handed in once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.content.blocks import Question
from lms.kernel.chance import drawn
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.steps import keep_count, locked_progress
from lms.training.commands.tries import tried_quiz
from lms.training.errors import QuizNotOffered
from lms.training.models import QuizAttempt
from lms.training.models.drawing import longest_ago_first
from lms.training.models.slips import slip_of
from lms.training.queries.paths import piece_of_quiz
from lms.training.queries.quizzes import Paper, bank_of, drawn_before, open_attempt, questions_of
from lms.training.queries.readings import Reading

FIXED = frozenset({"true-false", "short", "number", "scale"})


def begin_quiz(reading: Reading, *, by: Person) -> QuizAttempt:
    """Draw and shuffle questions for a new attempt, new ones first, or return the one that is still open."""
    quiz = reading.outline.quiz
    bank = bank_of(reading.module)
    if quiz is None or not bank:
        raise QuizNotOffered(_("Deze module heeft nu geen toets."))
    if found := open_attempt(reading.module, by):
        return found
    versions = {row.id: row.version for row in bank}
    ordered = longest_ago_first(drawn(list(versions), len(versions)), drawn_before(reading.module, by))
    chosen = [(key, versions[key]) for key in drawn(ordered[: quiz.draw], quiz.draw)]
    texts = questions_of(chosen)
    attempt = QuizAttempt(
        person_id=by.id,
        module_id=reading.module.id,
        serial=reading.version.serial,
        drawn=[{"id": key, "version": version, "order": _shuffled(texts[key])} for key, version in chosen],
        answers={},
        total=len(chosen),
        pass_mark=quiz.pass_mark,
    )
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:  # another tab was first
        found = open_attempt(reading.module, by)
        if found is None:
            raise
        return found
    return attempt


def keep_draft(attempt: int, draft: Mapping[str, list[str]], *, at: datetime | None = None) -> None:
    """Keep what was chosen so far; a field left empty in one tab takes nothing away, and what was handed in stays.

    Of each question the answer that was chosen last counts, ``at`` a moment that may lie long before it comes in.
    """
    found = _locked(attempt)
    if found.submitted_at is None:
        found.answers, found.drafted = with_draft(found.answers, found.drafted, draft, (at or now()).isoformat())
        db.session.flush()


def with_draft(
    answers: Mapping[str, list[str]], drafted: Mapping[str, str], draft: Mapping[str, list[str]], moment: str
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return answers, and when each was chosen, after a draft; their order counts for nothing."""
    chosen = {uid: given for uid, given in draft.items() if given and drafted.get(uid, "") <= moment}
    return {**answers, **chosen}, {**drafted, **dict.fromkeys(chosen, moment)}


def hand_in_quiz(paper: Paper, given: Mapping[str, Sequence[str]], *, by: Person) -> QuizAttempt:
    """Judge an attempt and keep it; handing in again changes nothing."""
    attempt = _locked(paper.attempt.id)
    if attempt.submitted_at is not None:
        return attempt
    asked = [each.question for each in paper.questions]
    attempt.answers = {question.uid: list(given[question.uid]) for question in asked}
    slips = {question.uid: slip_of(question, given[question.uid]) for question in asked}
    attempt.score = sum(slip is None for slip in slips.values())
    attempt.passed = attempt.score * 100 >= attempt.pass_mark * attempt.total
    attempt.submitted_at = now()
    record = locked_progress(paper.reading, by)
    record.best_score = max(record.best_score or 0, attempt.score * 100 // attempt.total)
    if attempt.passed and record.quiz_passed_at is None:
        record.quiz_passed_at = attempt.submitted_at
    tried_quiz(slips, attempt.module_id, by=by, at=attempt.submitted_at)
    keep_count(record, paper.reading, by, did=piece_of_quiz(paper.reading.module) if attempt.passed else "")
    return attempt


def _shuffled(question: Question) -> list[str]:
    keys = [answer.key for answer in question.answers]
    if question.style in FIXED:
        return keys
    mixed = drawn(keys, len(keys))
    return mixed if mixed != keys or question.style != "order" else [*mixed[1:], mixed[0]]


def _locked(attempt: int) -> QuizAttempt:
    options: dict[str, Any] = {"populate_existing": True}
    statement = select(QuizAttempt).where(QuizAttempt.id == attempt).with_for_update()
    return db.session.execute(statement, execution_options=options).scalar_one()
