"""Final quizzes: the bank, and somebody's own attempts. Nobody reaches an attempt of somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Row, select, tuple_

from lms.accounts.models import Actor, Person
from lms.content.blocks import Answer, Question
from lms.kernel.db import db
from lms.training.models import Module, Quiz, QuizAttempt, QuizQuestion, QuizQuestionVersion
from lms.training.models.judging import Verdict, judge
from lms.training.queries.locks import QUIZ, refuse_closed
from lms.training.queries.readings import Reading, reading_of

REMEMBERED = 20  # attempts; no bank lasts longer without a question coming back


@dataclass(frozen=True)
class Asked:
    """One question of an attempt, its answers in the order they were shuffled."""

    question: Question
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Paper:
    """An attempt with its questions in the texts they were drawn in."""

    reading: Reading
    attempt: QuizAttempt
    questions: Sequence[Asked]

    @property
    def percentage(self) -> int:
        """The score, rounded down."""
        return (self.attempt.score or 0) * 100 // self.attempt.total

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """What there is to say about each answer, by the uid of the question."""
        given = self.attempt.answers
        return {asked.question.uid: judge(asked.question, given[asked.question.uid]) for asked in self.questions}


def quiz_reading(module: str, actor: Actor) -> Reading | None:
    """Return a module that has a quiz, unless a learning path keeps it closed."""
    reading = reading_of(module, actor)
    if reading is None or reading.outline.quiz is None:
        return None
    refuse_closed(reading, QUIZ, actor)
    return reading


def open_attempt(module: Module, person: Person) -> QuizAttempt | None:
    """Return the attempt somebody began and did not hand in."""
    mine = (QuizAttempt.person_id == person.id, QuizAttempt.module_id == module.id)
    return db.session.scalar(select(QuizAttempt).where(*mine, QuizAttempt.submitted_at.is_(None)))


def drawn_before(module: Module, person: Person) -> list[set[int]]:
    """Return the ids of the questions of somebody's latest attempts, the newest first."""
    mine = (QuizAttempt.person_id == person.id, QuizAttempt.module_id == module.id)
    latest = select(QuizAttempt.drawn).where(*mine).order_by(QuizAttempt.id.desc()).limit(REMEMBERED)
    return [{line["id"] for line in drawn} for drawn in db.session.scalars(latest)]


def paper_of(module: str, attempt: str, actor: Actor) -> Paper | None:
    """Return somebody's own attempt, in three statements."""
    reading = reading_of(module, actor)
    if reading is None:
        return None
    refuse_closed(reading, QUIZ, actor)
    mine = (QuizAttempt.person_id == actor.id, QuizAttempt.module_id == reading.module.id)
    found = db.session.scalar(select(QuizAttempt).where(*mine, QuizAttempt.uid == attempt))
    return Paper(reading, found, _asked(found)) if found else None


def bank_of(module: Module) -> Sequence[Row[int, int]]:
    """Return id and version of every question that can be drawn."""
    live = (Quiz.module_id == module.id, Quiz.retired_at.is_(None), QuizQuestion.retired_at.is_(None))
    statement = select(QuizQuestion.id, QuizQuestion.version).join(Quiz, Quiz.id == QuizQuestion.quiz_id).where(*live)
    return db.session.execute(statement.order_by(QuizQuestion.position)).all()


def questions_of(keys: Sequence[tuple[int, int]]) -> dict[int, Question]:
    """Return the texts of questions by their id."""
    texts = tuple_(QuizQuestionVersion.question_id, QuizQuestionVersion.number).in_(list(keys))
    rows = db.session.scalars(select(QuizQuestionVersion).where(texts))
    return {row.question_id: Question.from_json(row.block) for row in rows}


def _asked(attempt: QuizAttempt) -> list[Asked]:
    texts = questions_of([(line["id"], line["version"]) for line in attempt.drawn])
    return [_in_order(texts[line["id"]], line["order"]) for line in attempt.drawn]


def _in_order(question: Question, order: Sequence[str]) -> Asked:
    by_key = {answer.key: answer for answer in question.answers}
    return Asked(question, [by_key[key] for key in order])
