"""Milestones and risks in short, as the dashboard tells them: light rows, one statement for each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import Milestone, Programme, Risk, RiskMeasure

SHORT = 4


class MilestoneLine(NamedTuple):
    """A milestone as a line; ``owner`` is empty while nobody was chosen."""

    key: str
    number: int
    title: str
    planned_on: date | None
    done_on: date | None
    owner: str


class RiskLine(NamedTuple):
    """A risk as a line; ``doing`` is the first thing that is done about it."""

    key: str
    title: str
    review_on: date | None
    doing: str


class MilestonesInShort(NamedTuple):
    """How many there are, how many are late, and the next few: late ones first, then by date."""

    total: int
    late: int
    next: Sequence[MilestoneLine]


class RisksInShort(NamedTuple):
    """How many there are, how many wait for a look, and a few: those that wait first."""

    total: int
    due: int
    next: Sequence[RiskLine]


def milestones_in_short(programme: Programme, today: date) -> MilestonesInShort:
    """Return the milestones of a programme in short."""
    columns = (Milestone.key, Milestone.number, Milestone.title, Milestone.planned_on, Milestone.done_on)
    statement = select(*columns, func.coalesce(Organisation.name, "")).outerjoin(Milestone.owner)
    rows = [MilestoneLine(*row) for row in db.session.execute(statement.where(Milestone.programme_id == programme.id))]
    undone = [row for row in rows if row.done_on is None]
    late = sum(row.planned_on is not None and row.planned_on < today for row in undone)
    undone.sort(key=lambda row: (row.planned_on or date.max, row.number))
    return MilestonesInShort(len(rows), late, undone[:SHORT])


def risks_in_short(programme: Programme, today: date) -> RisksInShort:
    """Return the risks of a programme in short."""
    going = (RiskMeasure.risk_id == Risk.id, RiskMeasure.ended_at.is_(None))
    first = select(RiskMeasure.text).where(*going).order_by(RiskMeasure.id).limit(1).scalar_subquery()
    statement = select(Risk.key, Risk.title, Risk.review_on, func.coalesce(first, ""))
    statement = statement.where(Risk.programme_id == programme.id, Risk.closed_at.is_(None)).order_by(Risk.number)
    rows = [RiskLine(*row) for row in db.session.execute(statement)]
    due = sum(row.review_on is not None and row.review_on <= today for row in rows)
    rows.sort(key=lambda row: row.review_on or date.max)
    return RisksInShort(len(rows), due, rows[:SHORT])


def next_milestone(programme: Programme) -> MilestoneLine | None:
    """Return the milestone that is planned first of those that are not done."""
    columns = (Milestone.key, Milestone.number, Milestone.title, Milestone.planned_on, Milestone.done_on)
    statement = select(*columns, func.coalesce(Organisation.name, "")).outerjoin(Milestone.owner)
    statement = statement.where(Milestone.programme_id == programme.id, Milestone.done_on.is_(None))
    statement = statement.where(Milestone.planned_on.is_not(None)).order_by(Milestone.planned_on, Milestone.number)
    row = db.session.execute(statement.limit(1)).one_or_none()
    return MilestoneLine(*row) if row else None
