"""Planning the question what came of advice."""

from datetime import timedelta

from sqlalchemy import exists, select

from lms.advice.enums import Round
from lms.advice.models import Advice, AdviceFollowUp
from lms.kernel.clock import today
from lms.kernel.db import db

AFTER = {Round.SIX_WEEKS: timedelta(weeks=6), Round.SIX_MONTHS: timedelta(days=182)}


def plan_followup(advice: Advice, round_: Round = Round.SIX_WEEKS) -> None:
    """Plan to ask once; an answer that came in a next version is asked about from the first."""
    there = exists().where(AdviceFollowUp.advice_id == advice.id, AdviceFollowUp.round == round_)
    if not db.session.scalar(select(there)):
        db.session.add(AdviceFollowUp(advice_id=advice.id, round=round_, due_on=today() + AFTER[round_]))
        db.session.flush()
