"""What stands beside somebody who writes an answer: what others answered, learned and told on the same subject."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.models import Actor
from lms.advice.models import Advice
from lms.advice.queries.advice import Listed, advice_for
from lms.advice.queries.deeds import AtStep
from lms.advice.queries.similar import Alike, Helpful, alike, helpful
from lms.circles.queries.insights import Told
from lms.kernel.db import db
from lms.programme.models import Moment, Step
from lms.programme.policy import moments_read_by

FEW = 5
#: Of what a neighbourhood told the beginning tells enough; the rest is one tap away.
FEW_MOMENTS = 3


@dataclass(frozen=True)
class Beside:
    """Earlier answers, bundles, examples and lessons on the subject; advice and moments of the neighbourhood."""

    step: Step | None
    alike: Sequence[Alike]
    helpful: Helpful
    lessons: Sequence[Told]
    others: Sequence[Listed]
    moments: Sequence[Moment]


def beside(advice: Advice, actor: Actor, here: AtStep) -> Beside:
    """Return what helps with an answer; seven statements."""
    step = next((each for each in here.standing.card.steps if each.key == here.key), None)
    return Beside(
        step,
        alike(advice, actor),
        helpful(advice),
        here.lessons[:FEW],
        advice_for(advice.neighbourhood, actor, most=FEW, but=advice.id)[:FEW],
        last_told(advice, actor),
    )


def last_told(advice: Advice, actor: Actor) -> Sequence[Moment]:
    """Return the last few moments of the neighbourhood that the actor may read."""
    told = (Moment.neighbourhood_id == advice.neighbourhood_id, Moment.removed_at.is_(None), moments_read_by(actor))
    return db.session.scalars(select(Moment).where(*told).order_by(Moment.id.desc()).limit(FEW_MOMENTS)).all()
