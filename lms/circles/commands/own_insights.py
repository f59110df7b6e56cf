"""Forgetting who said, tried and offered what, for what circles learn."""

from sqlalchemy import delete, or_, select, update

from lms.accounts.models import Person
from lms.circles.commands.insight_search import index_insight
from lms.circles.commands.insights import empty_insight
from lms.circles.enums import Attribution, InsightState, Visibility
from lms.circles.models import (
    CircleUnfolded,
    Insight,
    InsightConsent,
    InsightUse,
    LearningQuestion,
    PeerCall,
    PeerOffer,
    ProposalTaken,
)
from lms.kernel.db import db

BY = (Insight.by_id, Insight.edited_by_id, InsightConsent.by_id, InsightUse.by_id, LearningQuestion.by_id)
BY_TOO = (LearningQuestion.owner_id, CircleUnfolded.by_id, ProposalTaken.by_id)


def forget_insights(person: Person) -> None:
    """Take away what somebody said inside a circle; what they agreed to share stays, without their name.

    What their neighbourhood tried stays with the neighbourhood. See docs/decisions/0026-insights.md.
    """
    for insight in db.session.scalars(select(Insight).where(Insight.contributor_id == person.id)).all():
        if insight.visibility is Visibility.CIRCLE and not insight.withdrawn:
            empty_insight(insight)
        elif insight.state is InsightState.EDITED:
            insight.state = InsightState.CONFIRMED
            insight.edited_statement = insight.edited_context = insight.edited_condition = None
        insight.contributor_id, insight.attribution = None, Attribution.ANONYMOUS
        db.session.flush()
        index_insight(insight)
    theirs = select(PeerOffer.id).where(PeerOffer.person_id == person.id)
    db.session.execute(delete(PeerCall).where(or_(PeerCall.by_id == person.id, PeerCall.offer_id.in_(theirs))))
    db.session.execute(delete(PeerOffer).where(PeerOffer.person_id == person.id))
    for column in (*BY, *BY_TOO):
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
