"""How full the programme is: groups of neighbourhoods, and the decisions to go over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models import CapacityDecision, Neighbourhood, Programme, ProgrammePhase, Tranche
from lms.programme.models.capacity import Room
from lms.programme.policy import is_coordinator

MOST_DECISIONS = 100


@dataclass(frozen=True)
class Filled:
    """A group and how many neighbourhoods are in; ``decided`` of them came in over the plan, by decision."""

    tranche: Tranche
    taken: int
    decided: int


def programmes() -> Sequence[Programme]:
    """Return all programmes, the oldest first."""
    return db.session.scalars(select(Programme).order_by(Programme.id)).all()


def programme_by_slug(slug: str, actor: Actor) -> Programme | None:
    """Return a programme for who runs it."""
    return db.session.scalar(select(Programme).where(Programme.slug == slug)) if is_coordinator(actor) else None


def tranche_at(slug: str, number: int, actor: Actor) -> Tranche | None:
    """Return a group of a programme, with the programme, for who runs it."""
    if not is_coordinator(actor):
        return None
    here = (Programme.slug == slug, Tranche.number == number)
    statement = select(Tranche).join(Tranche.programme).where(*here).options(joinedload(Tranche.programme))
    return db.session.scalar(statement)


def phase_at(slug: str, key: str, actor: Actor) -> tuple[Programme, ProgrammePhase] | None:
    """Return a phase of a programme, with the programme, for who runs it."""
    if not is_coordinator(actor):
        return None
    statement = select(Programme, ProgrammePhase).join(ProgrammePhase, ProgrammePhase.programme_id == Programme.id)
    found = db.session.execute(statement.where(Programme.slug == slug, ProgrammePhase.key == key)).one_or_none()
    return (found[0], found[1]) if found else None


def phases_of(programme: Programme) -> Sequence[ProgrammePhase]:
    """Return the phases of a programme in order."""
    statement = select(ProgrammePhase).where(ProgrammePhase.programme_id == programme.id)
    return db.session.scalars(statement.order_by(ProgrammePhase.number)).all()


def groups_filled(*programme_ids: int) -> list[Filled]:
    """Return the groups of these programmes and how full they are, in one statement; of none given: of all."""
    here = Neighbourhood.tranche_id == Tranche.id
    by_decision = exists().where(
        CapacityDecision.neighbourhood_id == Neighbourhood.id, CapacityDecision.tranche_id == Tranche.id
    )
    statement = (
        select(Tranche, _count(here), _count(here, by_decision))
        .options(joinedload(Tranche.programme))
        .order_by(Tranche.programme_id, Tranche.number)
    )
    if programme_ids:
        statement = statement.where(Tranche.programme_id.in_(programme_ids))
    return [Filled(*row) for row in db.session.execute(statement)]


def room_for(neighbourhood_id: int | None, tranche: Tranche, programme: Programme) -> Room:
    """Return how much room there is for one neighbourhood, itself not counted; lock the programme first."""
    others = Neighbourhood.id != (neighbourhood_id or 0)
    in_group, in_all = db.session.execute(
        select(
            _count(Neighbourhood.tranche_id == tranche.id, others),
            _count(Neighbourhood.programme_id == programme.id, others),
        )
    ).one()
    return Room(in_group, tranche.capacity, in_all, programme.capacity)


def capacity_decisions(programme: Programme) -> Sequence[tuple[CapacityDecision, Neighbourhood]]:
    """Return the decisions to take in one more than planned, the newest first, with who took them."""
    statement = (
        select(CapacityDecision, Neighbourhood)
        .join(Neighbourhood, Neighbourhood.id == CapacityDecision.neighbourhood_id)
        .where(Neighbourhood.programme_id == programme.id)
        .options(joinedload(CapacityDecision.by), joinedload(CapacityDecision.tranche))
        .order_by(CapacityDecision.id.desc())
        .limit(MOST_DECISIONS)
    )
    return [(decision, neighbourhood) for decision, neighbourhood in db.session.execute(statement)]


def _count(*conditions: Any) -> Any:
    return select(func.count()).select_from(Neighbourhood).where(*conditions).scalar_subquery()
