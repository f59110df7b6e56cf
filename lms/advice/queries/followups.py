"""The questions what came of advice that can be answered now."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from lms.accounts.models import Actor
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.policy import read_by
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, places

MOST = 20


def open_followup(advice: Advice) -> AdviceFollowUp | None:
    """Return the question that was asked and waits, or whose day has come."""
    waits = (AdviceFollowUp.advice_id == advice.id, AdviceFollowUp.answered_at.is_(None))
    asked = or_(AdviceFollowUp.asked_at.is_not(None), AdviceFollowUp.due_on <= today())
    return db.session.scalar(select(AdviceFollowUp).where(*waits, asked).order_by(AdviceFollowUp.id).limit(1))


def followups_of(actor: Actor) -> Sequence[Listed]:
    """Return the advice that somebody who leads is asked about and did not tell of, the oldest first; one statement."""
    waits = (AdviceFollowUp.asked_at.is_not(None), AdviceFollowUp.answered_at.is_(None))
    asked = select(AdviceFollowUp.advice_id).where(*waits)
    led = Advice.neighbourhood_id.in_(places(actor, NEIGHBOURHOOD, *LEADERS))
    found = select_listed().where(led, read_by(actor), Advice.id.in_(asked))
    return listed(found.order_by(Advice.answered_on, Advice.id).limit(MOST))
