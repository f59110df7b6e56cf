"""Circles, their people, series and sessions, the agenda, what comes of a session, and what was learned."""

from lms.circles.models.agenda import AgendaItem, ProposalTaken
from lms.circles.models.circles import Circle, CircleMember, HouseRules
from lms.circles.models.insights import Insight, InsightConsent, InsightUse
from lms.circles.models.learning import CircleUnfolded, LearningAgendaLine, LearningQuestion
from lms.circles.models.peers import PeerCall, PeerOffer
from lms.circles.models.sessions import CircleSession, Series
from lms.circles.models.work import (
    AgreementReview,
    CircleAgreement,
    CircleDecision,
    ItemRun,
    NoteRevision,
    RoundLine,
    SessionNote,
    SessionPulse,
)

__all__ = [
    "AgendaItem",
    "AgreementReview",
    "Circle",
    "CircleAgreement",
    "CircleDecision",
    "CircleMember",
    "CircleSession",
    "CircleUnfolded",
    "HouseRules",
    "Insight",
    "InsightConsent",
    "InsightUse",
    "ItemRun",
    "LearningAgendaLine",
    "LearningQuestion",
    "NoteRevision",
    "PeerCall",
    "PeerOffer",
    "ProposalTaken",
    "RoundLine",
    "Series",
    "SessionNote",
    "SessionPulse",
]
