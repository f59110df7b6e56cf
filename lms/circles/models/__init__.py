"""Circles and who is in them, their series and sessions, what is on the agenda, and what comes of a session."""

from lms.circles.models.agenda import AgendaItem
from lms.circles.models.circles import Circle, CircleMember, HouseRules
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
    "HouseRules",
    "ItemRun",
    "NoteRevision",
    "RoundLine",
    "Series",
    "SessionNote",
    "SessionPulse",
]
