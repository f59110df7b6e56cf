"""Circles, their people, series and sessions, the agenda, what comes of a session, and what was learned."""

from lms.circles.models.agenda import AgendaItem, ProposalTaken
from lms.circles.models.checkin import CheckIn
from lms.circles.models.circles import Circle, CircleMember, HouseRules
from lms.circles.models.confidential import Confidential, Named
from lms.circles.models.feedback import FeedbackAnswer, FeedbackReceipt, FeedbackRound
from lms.circles.models.followup import FollowUp
from lms.circles.models.insights import Insight, InsightConsent, InsightUse
from lms.circles.models.learning import CircleUnfolded, LearningAgendaLine, LearningQuestion
from lms.circles.models.peers import PeerCall, PeerOffer
from lms.circles.models.prework import ExpertLink, Prework, PreworkAnswer, PreworkPhoto
from lms.circles.models.reports import Addendum, Report, ReportLine
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
    "Addendum",
    "AgendaItem",
    "AgreementReview",
    "CheckIn",
    "Circle",
    "CircleAgreement",
    "CircleDecision",
    "CircleMember",
    "CircleSession",
    "CircleUnfolded",
    "Confidential",
    "ExpertLink",
    "FeedbackAnswer",
    "FeedbackReceipt",
    "FeedbackRound",
    "FollowUp",
    "HouseRules",
    "Insight",
    "InsightConsent",
    "InsightUse",
    "ItemRun",
    "LearningAgendaLine",
    "LearningQuestion",
    "Named",
    "NoteRevision",
    "PeerCall",
    "PeerOffer",
    "ProposalTaken",
    "Prework",
    "PreworkAnswer",
    "PreworkPhoto",
    "Report",
    "ReportLine",
    "RoundLine",
    "Series",
    "SessionNote",
    "SessionPulse",
]
