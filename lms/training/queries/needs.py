"""What people want to learn, and what was answered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import TrainingNeed
from lms.training.policy import can_answer_needs

PAGE, MOST = 20, 50


def own_needs(actor: Actor) -> Sequence[TrainingNeed]:
    """Return what the actor said before, with the answers, the newest first."""
    mine = select(TrainingNeed).where(TrainingNeed.by_id == (actor.id or 0))
    return db.session.scalars(mine.order_by(TrainingNeed.id.desc()).limit(MOST)).all()


def needs(*, answered: bool, before: int | None = None) -> Sequence[TrainingNeed]:
    """Return a page of the inbox, the newest first, one more when there is more."""
    told = TrainingNeed.answered_at
    statement = select(TrainingNeed).where(told.is_not(None) if answered else told.is_(None))
    if before is not None:
        statement = statement.where(TrainingNeed.id < before)
    newest = statement.order_by(TrainingNeed.id.desc()).limit(PAGE + 1)
    return db.session.scalars(newest.options(joinedload(TrainingNeed.by))).all()


def need_by_uid(uid: str, actor: Actor) -> TrainingNeed | None:
    """Return one of them with who asked, for who answers."""
    if not can_answer_needs(actor):
        return None
    wanted = select(TrainingNeed).where(TrainingNeed.uid == uid)
    return db.session.scalar(wanted.options(joinedload(TrainingNeed.by)))
