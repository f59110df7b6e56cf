"""Reading remarks."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.home.models import Remark
from lms.kernel.clock import now
from lms.kernel.db import db

PAGE = 20
MOST_COUNTED = 100


def remark_by_uid(uid: str, _actor: Actor | None = None) -> Remark | None:
    """Return a remark; its address is random, so who holds it may know of it."""
    return db.session.scalar(select(Remark).where(Remark.uid == uid).options(joinedload(Remark.person)))


def remarks(*, answered: bool, before: int | None = None) -> Sequence[Remark]:
    """Return a page of remarks, newest first, older than the one with id ``before``."""
    statement = select(Remark).where(Remark.answered_at.is_not(None) if answered else Remark.answered_at.is_(None))
    if before is not None:
        statement = statement.where(Remark.id < before)
    return db.session.scalars(statement.order_by(Remark.id.desc()).limit(PAGE + 1)).all()


def remarks_waiting() -> int:
    """Return how many remarks wait for an answer; ``MOST_COUNTED`` stands for that many or more."""
    waiting = select(Remark.id).where(Remark.answered_at.is_(None)).limit(MOST_COUNTED)
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def visitors_remarks_this_hour() -> int:
    """Return how many remarks came from people who did not sign in."""
    recent = Remark.created_at > now() - timedelta(hours=1)
    return db.session.scalar(select(func.count(Remark.id)).where(recent, Remark.person_id.is_(None))) or 0


def remarks_of(person: Person) -> Sequence[Remark]:
    """Return what one person told us."""
    return db.session.scalars(select(Remark).where(Remark.person_id == person.id).order_by(Remark.id)).all()
