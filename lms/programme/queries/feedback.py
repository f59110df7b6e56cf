"""Reading what people say of the steps of the card."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models import CardStep, StepFeedback
from lms.programme.policy import feedback_read_by

PAGE = 20


def feedback_list(
    actor: Actor, *, answered: bool, before: int | None = None
) -> Sequence[tuple[StepFeedback, CardStep]]:
    """Return a page of what people wrote about steps, with the step, the newest first; one more when there is more.

    Who only said that a step fits waits for no answer and stands among the answered.
    """
    waits = StepFeedback.answered_at.is_(None) & (StepFeedback.remark != "")
    statement = _with_step().where(feedback_read_by(actor), ~waits if answered else waits)
    if before is not None:
        statement = statement.where(StepFeedback.id < before)
    rows = db.session.execute(statement.order_by(StepFeedback.id.desc()).limit(PAGE + 1))
    return [(feedback, step) for feedback, step in rows]


def feedback_waiting() -> int:
    """Return how many reactions on steps wait for an answer, counted up to a hundred."""
    waiting = select(StepFeedback.id).where(StepFeedback.answered_at.is_(None)).limit(100).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def feedback_by_uid(uid: str, actor: Actor) -> tuple[StepFeedback, CardStep] | None:
    """Return what somebody said of a step, with the step, for who may read it."""
    row = db.session.execute(_with_step().where(StepFeedback.uid == uid, feedback_read_by(actor))).first()
    return (row[0], row[1]) if row else None


def _with_step() -> Select[StepFeedback, CardStep]:
    same = (CardStep.card_version_id == StepFeedback.card_version_id) & (CardStep.key == StepFeedback.step_key)
    return select(StepFeedback, CardStep).join(CardStep, same).options(joinedload(StepFeedback.neighbourhood))
