"""Reading milestones: where they stand, who owns them, and how often they were moved."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.models import Milestone, MilestoneMove, Programme, ProgrammePhase

#: Kinds of organisations that own a milestone of a whole programme.
OWNING = (
    OrganisationKind.KNOWLEDGE_INSTITUTE,
    OrganisationKind.GGD,
    OrganisationKind.ADDICTION_CARE,
    OrganisationKind.DESIGN_BUREAU,
    OrganisationKind.HEALTH_FUND,
    OrganisationKind.OTHER,
)
MOST_OWNERS = 200
NOBODY = "nog-kiezen"


class Stand(StrEnum):
    """Which milestones somebody wants to see."""

    OPEN = "open"
    LATE = "te-laat"
    DONE = "klaar"


def milestones(programme: Programme | None, *, owner: str = "", stand: str = "", today: date) -> Sequence[Milestone]:
    """Return milestones with phase and owner, in the order of the plan; ``owner`` is a slug or :data:`NOBODY`."""
    if programme is None:
        return ()
    statement = _with_phase().where(Milestone.programme_id == programme.id)
    if owner:
        statement = statement.where(Milestone.owner_id.is_(None) if owner == NOBODY else Organisation.slug == owner)
    if stand in {each.value for each in Stand}:
        statement = statement.where(_stands(Stand(stand), today))
    return db.session.scalars(statement.order_by(ProgrammePhase.number, Milestone.number)).all()


def milestone_by_key(programme: Programme | None, key: str) -> Milestone | None:
    """Return one milestone of a programme with phase and owner."""
    if programme is None:
        return None
    return db.session.scalar(_with_phase().where(Milestone.programme_id == programme.id, Milestone.key == key))


def moves_of(milestone: Milestone) -> Sequence[MilestoneMove]:
    """Return how the planned date was moved, the newest first."""
    statement = select(MilestoneMove).where(MilestoneMove.milestone_id == milestone.id)
    return db.session.scalars(statement.options(joinedload(MilestoneMove.by)).order_by(MilestoneMove.id.desc())).all()


def owners_of(programme: Programme | None) -> Sequence[Organisation]:
    """Return the organisations that own a milestone of this programme, by name."""
    owning = select(Milestone.owner_id).where(Milestone.programme_id == (programme.id if programme else 0))
    return db.session.scalars(select(Organisation).where(Organisation.id.in_(owning)).order_by(Organisation.name)).all()


def possible_owners() -> Sequence[Organisation]:
    """Return the organisations that may own a milestone or a risk, by name."""
    statement = select(Organisation).where(Organisation.kind.in_(OWNING), Organisation.closed_at.is_(None))
    return db.session.scalars(statement.order_by(Organisation.name, Organisation.id).limit(MOST_OWNERS)).all()


def is_late(milestone: Milestone, today: date) -> bool:
    """Return whether a milestone should have been done."""
    return milestone.done_on is None and milestone.planned_on is not None and milestone.planned_on < today


def _stands(stand: Stand, today: date) -> ColumnElement[bool]:
    """Return the filter; late is :func:`is_late` as SQL."""
    if stand is Stand.DONE:
        return Milestone.done_on.is_not(None)
    undone = Milestone.done_on.is_(None)
    return undone & (Milestone.planned_on < today) if stand is Stand.LATE else undone


def _with_phase() -> Select[Milestone]:
    statement = select(Milestone).join(ProgrammePhase, ProgrammePhase.id == Milestone.phase_id)
    statement = statement.outerjoin(Organisation, Organisation.id == Milestone.owner_id)
    return statement.options(contains_eager(Milestone.phase), contains_eager(Milestone.owner))


def owner_by_slug(slug: str | None) -> Organisation | None:
    """Return the organisation somebody chose as owner; no slug is "nog kiezen"."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug)) if slug else None
