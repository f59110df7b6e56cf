"""Where the programme team of the demo programme is with its milestones and risks."""

from datetime import date, timedelta

from sqlalchemy import select

from lms.home.cli.towns import Town
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Milestone, MilestoneMove, Risk, RiskReview

DONE, LATE = 21, 23
EVIDENCE = "Besproken in de kerngroep, zie het verslag."
MOVED = "De werving duurde langer dan gedacht."
LOOKED = "Besproken met de kerngroep. De maatregelen blijven zoals ze zijn."


def steer(town: Town) -> None:
    """Give milestones dates: the first ones are done, two are late, the others lie ahead; risks are looked at."""
    found = db.session.scalars(select(Milestone).filter_by(programme_id=town.programme.id).order_by(Milestone.number))
    for milestone in found:
        milestone.planned_on = _planned(milestone.number)
        if milestone.number <= DONE:
            milestone.done_on = milestone.planned_on + timedelta(days=4)
            milestone.evidence = EVIDENCE
    moved = db.session.scalars(select(Milestone).filter_by(programme_id=town.programme.id, number=LATE)).first()
    if moved is not None and moved.planned_on is not None:
        was = moved.planned_on - timedelta(days=60)
        move = MilestoneMove(milestone_id=moved.id, was_on=was, planned_on=moved.planned_on, reason=MOVED)
        move.by_id = town.coordinator.id
        db.session.add(move)
    for risk in db.session.scalars(select(Risk).filter_by(programme_id=town.programme.id)):
        risk.review_on = today() + timedelta(days=21 * risk.number - 50)
        if risk.number % 3 == 0:
            db.session.add(RiskReview(risk_id=risk.id, note=LOOKED, by_id=town.coordinator.id))
    db.session.flush()


def _planned(number: int) -> date:
    """Return a date for the milestone with this number: three weeks apart, so that two open ones are late."""
    return today() + timedelta(days=21 * (number - LATE) - 10)
