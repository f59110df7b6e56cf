"""What a neighbourhood has going, for who takes it over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from lms.accounts.models import Actor
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.slots import fillers
from lms.programme.enums import StepStatus
from lms.programme.models import Agreement, Decision, Moment, Neighbourhood, Standing
from lms.programme.queries.cards import standings
from lms.programme.slots import OPEN_WORK, OpenWork

LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Baggage:
    """Everything that goes along at a hand-over, in numbers; ``steps`` counts the steps by status."""

    open_work: Sequence[OpenWork]
    standing: Standing
    steps: Mapping[StepStatus, int]
    moments_lately: int
    moments: int
    decisions: int
    agreement_ends_on: date | None


def baggage_of(actor: Actor, neighbourhood: Neighbourhood) -> Baggage:
    """Return what is handed over: four statements, and one more for each feature with open work."""
    stands = standings([neighbourhood])[neighbourhood.id]
    here = (Moment.neighbourhood_id == neighbourhood.id, Moment.removed_at.is_(None))
    lately = func.count().filter(Moment.at > now() - LATELY)
    decided = select(func.count()).select_from(Decision).where(Decision.neighbourhood_id == neighbourhood.id)
    told = db.session.execute(select(func.count(), lately, decided.scalar_subquery()).select_from(Moment).where(*here))
    moments, moments_lately, decisions = told.one()
    ends_on = select(Agreement.ends_on).where(Agreement.neighbourhood_id == neighbourhood.id)
    return Baggage(
        open_work=[work for offers in fillers(OPEN_WORK) for work in offers(actor, neighbourhood)],
        standing=stands,
        steps=Counter(each.status for each in stands.steps),
        moments_lately=moments_lately,
        moments=moments,
        decisions=decisions,
        agreement_ends_on=db.session.scalar(ends_on.order_by(Agreement.id.desc()).limit(1)),
    )
