"""What is kept of what somebody said, tried and offered around what circles learn."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.circles.models import (
    Circle,
    CircleUnfolded,
    Insight,
    InsightConsent,
    InsightUse,
    LearningQuestion,
    PeerCall,
    PeerOffer,
    ProposalTaken,
)
from lms.circles.queries.confidential import said_in_the_open
from lms.kernel.own_rows import rows_as_data
from lms.programme.models import Neighbourhood

#: The tables that name a person.
TABLES = (
    "circle_unfolded",
    "insight",
    "insight_consent",
    "insight_use",
    "learning_question",
    "peer_call",
    "peer_offer",
    "proposal_taken",
)


def insights_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody said, decided, tried, offered and asked, as plain values; words of others are left out."""
    circle, place = Circle.name.label("circle"), Neighbourhood.name.label("neighbourhood")
    said = ("polarity", "statement", "context", "condition", "attribution", "visibility", "state", "made_at")
    insights = select(circle, *(getattr(Insight, name) for name in said)).join(Circle, Circle.id == Insight.circle_id)
    mended = select(Insight.uid, Insight.edited_statement, Insight.edited_context, Insight.edited_condition)
    open_ = said_in_the_open(Insight.session_id, Insight.agenda_item_id)
    consents = select(Insight.uid, InsightConsent.step, InsightConsent.visibility, InsightConsent.at)
    uses = select(place, InsightUse.result, InsightUse.adaptation, InsightUse.used_in, InsightUse.used_on)
    offers = select(place, PeerOffer.since, PeerOffer.until)
    calls = select(place, PeerCall.step_key, PeerCall.question, PeerCall.reach, PeerCall.answer, PeerCall.at)
    asked = select(circle, LearningQuestion.letter, LearningQuestion.question, LearningQuestion.created_at)
    asked = asked.join(Circle, Circle.id == LearningQuestion.circle_id)
    asked = asked.where(said_in_the_open(LearningQuestion.opened_in_id))
    opened = select(circle, CircleUnfolded.what, CircleUnfolded.at).join(Circle, Circle.id == CircleUnfolded.circle_id)
    taken = select(circle, ProposalTaken.at).join(Circle, Circle.id == ProposalTaken.circle_id)
    return {
        "said": rows_as_data(insights.where(Insight.contributor_id == person.id).order_by(Insight.id)),
        "written_down": rows_as_data(select(Insight.uid, Insight.made_at).where(Insight.by_id == person.id)),
        "mended": rows_as_data(mended.where(Insight.edited_by_id == person.id, open_)),
        "about_readers": rows_as_data(
            consents.join(Insight, Insight.id == InsightConsent.insight_id).where(InsightConsent.by_id == person.id)
        ),
        "tried": rows_as_data(uses.join(InsightUse.neighbourhood).where(InsightUse.by_id == person.id)),
        "calls_offered": rows_as_data(offers.join(PeerOffer.neighbourhood).where(PeerOffer.person_id == person.id)),
        "calls_asked": rows_as_data(calls.join(PeerCall.neighbourhood).where(PeerCall.by_id == person.id)),
        "questions": rows_as_data(asked.where(LearningQuestion.by_id == person.id)),
        "questions_held": rows_as_data(asked.where(LearningQuestion.owner_id == person.id)),
        "opened": rows_as_data(opened.where(CircleUnfolded.by_id == person.id)),
        "proposals_taken": rows_as_data(taken.where(ProposalTaken.by_id == person.id)),
    }
