"""The question what came of advice that can be answered now."""

from sqlalchemy import or_, select

from lms.advice.models import Advice, AdviceFollowUp
from lms.kernel.clock import today
from lms.kernel.db import db


def open_followup(advice: Advice) -> AdviceFollowUp | None:
    """Return the question that was asked and waits, or whose day has come."""
    waits = (AdviceFollowUp.advice_id == advice.id, AdviceFollowUp.answered_at.is_(None))
    asked = or_(AdviceFollowUp.asked_at.is_not(None), AdviceFollowUp.due_on <= today())
    return db.session.scalar(select(AdviceFollowUp).where(*waits, asked).order_by(AdviceFollowUp.id).limit(1))
