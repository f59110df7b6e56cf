"""Reading risks: what is done about them, and when somebody looks again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.kernel.db import db
from lms.programme.models import Programme, Risk, RiskMeasure, RiskReview

TO_REVIEW = "bekijken"


def risks(programme: Programme | None, *, stand: str = "", today: date) -> Sequence[Risk]:
    """Return the risks of a programme with their owner, in the order of the plan; all, or those to look at."""
    statement = select(Risk).where(Risk.programme_id == (programme.id if programme else 0))
    if stand == TO_REVIEW:
        statement = statement.where(Risk.review_on <= today)
    statement = statement.where(Risk.closed_at.is_(None)).options(joinedload(Risk.owner))
    return db.session.scalars(statement.order_by(Risk.number)).all()


def risk_by_key(programme: Programme | None, key: str) -> Risk | None:
    """Return one risk of a programme with its owner."""
    statement = select(Risk).where(Risk.programme_id == (programme.id if programme else 0), Risk.key == key)
    return db.session.scalar(statement.options(joinedload(Risk.owner)))


def measures_of(ids: Collection[int]) -> Mapping[int, Sequence[RiskMeasure]]:
    """Return what is done now about each of these risks, the oldest first, in one statement."""
    statement = select(RiskMeasure).where(RiskMeasure.risk_id.in_(ids), RiskMeasure.ended_at.is_(None))
    found: dict[int, list[RiskMeasure]] = defaultdict(list)
    for measure in db.session.scalars(statement.order_by(RiskMeasure.id)):
        found[measure.risk_id].append(measure)
    return found


def all_measures_of(risk: Risk) -> Sequence[RiskMeasure]:
    """Return what is done about a risk and what was, the oldest first."""
    return db.session.scalars(select(RiskMeasure).where(RiskMeasure.risk_id == risk.id).order_by(RiskMeasure.id)).all()


def measure_by_uid(uid: str) -> RiskMeasure | None:
    """Return one measure."""
    return db.session.scalar(select(RiskMeasure).where(RiskMeasure.uid == uid))


def reviews_of(risk: Risk) -> Sequence[RiskReview]:
    """Return who looked at a risk and what they saw, the newest first."""
    statement = select(RiskReview).where(RiskReview.risk_id == risk.id).options(joinedload(RiskReview.by))
    return db.session.scalars(statement.order_by(RiskReview.id.desc())).all()


def is_due(risk: Risk, today: date) -> bool:
    """Return whether somebody should look at a risk again."""
    return risk.closed_at is None and risk.review_on is not None and risk.review_on <= today


def risks_to_remind_of(today: date) -> Sequence[Risk]:
    """Return the risks of all programmes that wait for a review nobody was reminded of yet."""
    due = select(Risk).where(Risk.closed_at.is_(None), Risk.review_on <= today)
    return db.session.scalars(due.where(Risk.reminded_for.is_distinct_from(Risk.review_on)).order_by(Risk.id)).all()
