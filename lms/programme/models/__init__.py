"""The spine: programme, neighbourhoods, teams, action card, progress, moments, help, milestones and risks."""

from lms.programme.models.asked import ASKED_ROLES, Asked
from lms.programme.models.card_body import ActionCard, Phase, SmallStep, Step
from lms.programme.models.card_map import Word, carried, kinds_of, likely_pairs
from lms.programme.models.cards import CardStep, CardStepMap, CardVersion
from lms.programme.models.helping import HelpedTick, HelpOffer
from lms.programme.models.neighbourhoods import GUIDED, Agreement, Neighbourhood, Plan, StateChange
from lms.programme.models.programmes import CapacityDecision, Programme, ProgrammePhase, Theme, Tranche
from lms.programme.models.progress import Evidence, SmallStepDone, StepFeedback, StepProgress
from lms.programme.models.standing import Standing, StepStanding, standing
from lms.programme.models.steering import (
    FrameChange,
    FrameRead,
    Milestone,
    MilestoneMove,
    Prompt,
    Risk,
    RiskMeasure,
    RiskReview,
)
from lms.programme.models.teams import (
    FROM_THE_NEIGHBOURHOOD,
    TEAM_ROLES,
    Absence,
    AbsenceGrant,
    AdviserTerm,
    TeamMember,
)
from lms.programme.models.telling import Decision, KeptUpload, Moment, MomentChip, OnePage, SharedText

__all__ = [
    "ASKED_ROLES",
    "FROM_THE_NEIGHBOURHOOD",
    "GUIDED",
    "TEAM_ROLES",
    "Absence",
    "ActionCard",
    "AbsenceGrant",
    "AdviserTerm",
    "Agreement",
    "Asked",
    "CapacityDecision",
    "CardStep",
    "CardStepMap",
    "CardVersion",
    "Decision",
    "Evidence",
    "FrameChange",
    "FrameRead",
    "HelpOffer",
    "HelpedTick",
    "KeptUpload",
    "Milestone",
    "MilestoneMove",
    "Moment",
    "MomentChip",
    "Neighbourhood",
    "OnePage",
    "Phase",
    "Plan",
    "Programme",
    "ProgrammePhase",
    "Prompt",
    "Risk",
    "RiskMeasure",
    "RiskReview",
    "SharedText",
    "SmallStep",
    "SmallStepDone",
    "Standing",
    "StateChange",
    "Step",
    "StepFeedback",
    "StepProgress",
    "StepStanding",
    "TeamMember",
    "Theme",
    "Tranche",
    "Word",
    "carried",
    "kinds_of",
    "likely_pairs",
    "standing",
]
