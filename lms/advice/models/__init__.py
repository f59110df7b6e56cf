"""Advice, its history, what was said, answered and done; bundles, public answers, good examples, and norms."""

from lms.advice.models.advice import Advice, AdviceAssignment, AdviceEvent, AdviceReader, AdviceSignal
from lms.advice.models.answers import AdviceAnswer, AdviceDeed, AdviceFollowUp, AdviceResponse
from lms.advice.models.bundles import BundleAddressee, BundledAdvice, BundleProposalSetAside, StrategicBundle
from lms.advice.models.library import AnswerConsent, GoodExample, PublicAnswer
from lms.advice.models.norms import TurnaroundNorm
from lms.advice.models.prompts import PromptDecision
from lms.advice.models.talk import AdviceFile, AdviceMessage, AdviceNote, ReplyAddress

__all__ = [
    "Advice",
    "AdviceAnswer",
    "AdviceAssignment",
    "AdviceDeed",
    "AdviceEvent",
    "AdviceFile",
    "AdviceFollowUp",
    "AdviceMessage",
    "AdviceNote",
    "AdviceReader",
    "AdviceResponse",
    "AdviceSignal",
    "AnswerConsent",
    "BundleAddressee",
    "BundleProposalSetAside",
    "BundledAdvice",
    "GoodExample",
    "PromptDecision",
    "PublicAnswer",
    "ReplyAddress",
    "StrategicBundle",
    "TurnaroundNorm",
]
