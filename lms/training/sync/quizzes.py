"""Storing the final quiz and its bank."""

from sqlalchemy import select

from lms.content import blocks
from lms.content.blocks import Question
from lms.content.packages import QuizText
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.models import Module, Quiz, QuizQuestion, QuizQuestionVersion


def store_quiz(text: QuizText, module: Module) -> None:
    """Store the quiz; questions that left the bank are retired, changed ones get a new version."""
    quiz = db.session.scalar(select(Quiz).where(Quiz.uid == text.uid)) or Quiz(uid=text.uid)
    quiz.module_id, quiz.title, quiz.minutes = module.id, text.title, text.minutes
    quiz.draw, quiz.pass_mark = text.draw, text.pass_mark
    quiz.intro, quiz.source = blocks.to_json(text.intro), text.source
    quiz.digest = quiz.synced_digest = text.digest
    quiz.retired_at = None
    db.session.add(quiz)
    db.session.flush()  # its questions need its id
    _store_bank(quiz, text)


def _store_bank(quiz: Quiz, text: QuizText) -> None:
    uids = [question.uid for question in text.questions]
    in_bank = QuizQuestion.uid.in_(uids) | (QuizQuestion.quiz_id == quiz.id)
    known = {row.uid: row for row in db.session.scalars(select(QuizQuestion).where(in_bank))}
    newest = _newest_texts(known)
    for position, question in enumerate(text.questions, start=1):
        row = known.get(question.uid) or QuizQuestion(uid=question.uid, version=0)
        row.quiz_id, row.position, row.retired_at = quiz.id, position, None
        db.session.add(row)
        if newest.get(question.uid) != question.to_json():
            _add_version(row, question)
    for uid, row in known.items():
        if uid not in uids and row.retired_at is None:
            row.retired_at = now()


def _newest_texts(known: dict[str, QuizQuestion]) -> dict[str, dict]:
    current = (QuizQuestion.id == QuizQuestionVersion.question_id) & (
        QuizQuestion.version == QuizQuestionVersion.number
    )
    statement = (
        select(QuizQuestion.uid, QuizQuestionVersion.block)
        .join(QuizQuestionVersion, current)
        .where(QuizQuestion.uid.in_(list(known)))
    )
    return {uid: block for uid, block in db.session.execute(statement)}


def _add_version(row: QuizQuestion, question: Question) -> None:
    row.version += 1
    db.session.flush()  # the version needs the id of its question
    db.session.add(QuizQuestionVersion(question_id=row.id, number=row.version, block=question.to_json()))
