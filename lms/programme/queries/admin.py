"""What a coordinator sees of a neighbourhood: its agreement, how it went through the programme, what was decided."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import Agreement, CapacityDecision, Neighbourhood, StateChange

MOST = 50


def agreement_in_force(neighbourhood_id: int) -> Agreement | None:
    """Return the newest agreement with a neighbourhood, which is the one that counts."""
    statement = select(Agreement).where(Agreement.neighbourhood_id == neighbourhood_id)
    return db.session.scalars(statement.order_by(Agreement.id.desc()).limit(1)).first()


def agreements_with(neighbourhood: Neighbourhood) -> Sequence[Agreement]:
    """Return all agreements with a neighbourhood, the newest first, with who wrote them down."""
    statement = (
        select(Agreement).where(Agreement.neighbourhood_id == neighbourhood.id).options(joinedload(Agreement.by))
    )
    return db.session.scalars(statement.order_by(Agreement.id.desc()).limit(MOST)).all()


def state_changes(neighbourhood: Neighbourhood) -> Sequence[StateChange]:
    """Return how a neighbourhood went through the programme, the newest first, with who said so."""
    statement = select(StateChange).where(StateChange.neighbourhood_id == neighbourhood.id)
    statement = statement.options(joinedload(StateChange.by)).order_by(StateChange.id.desc())
    return db.session.scalars(statement.limit(MOST)).all()


def places_decided(neighbourhood: Neighbourhood) -> Sequence[CapacityDecision]:
    """Return the decisions to take this neighbourhood in over the plan, the newest first."""
    statement = select(CapacityDecision).where(CapacityDecision.neighbourhood_id == neighbourhood.id)
    statement = statement.options(joinedload(CapacityDecision.by), joinedload(CapacityDecision.tranche))
    return db.session.scalars(statement.order_by(CapacityDecision.id.desc()).limit(MOST)).all()


def neighbourhoods_of(organisation: Organisation) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods of a GGD or a municipality, by name."""
    here = or_(Neighbourhood.ggd_id == organisation.id, Neighbourhood.municipality_id == organisation.id)
    return db.session.scalars(select(Neighbourhood).where(here).order_by(Neighbourhood.name_key).limit(MOST)).all()
