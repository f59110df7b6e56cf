"""What the programme keeps about one person."""

from base64 import b64encode
from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import documents, recordings
from lms.kernel.documents import DocumentKind
from lms.kernel.files import NoSuchFile, files
from lms.kernel.own_rows import rows_as_data
from lms.kernel.pictures import CONTENT_TYPE, SUFFIX
from lms.programme.models import (
    Absence,
    AdviserTerm,
    Agreement,
    Asked,
    CapacityDecision,
    Decision,
    Evidence,
    FrameChange,
    HelpOffer,
    MilestoneMove,
    Moment,
    Neighbourhood,
    OnePage,
    Plan,
    RiskReview,
    SharedText,
    StateChange,
    StepFeedback,
    StepProgress,
    TeamMember,
)

#: Every table with a foreign key to a person, with the columns that say so.
TABLES = (
    "absence",
    "adviser_term",
    "capacity_decision",
    "frame_change",
    "frame_read",
    "help_offer",
    "kept_upload",
    "milestone_move",
    "moment",
    "neighbourhood",
    "neighbourhood_agreement",
    "neighbourhood_decision",
    "neighbourhood_one_page",
    "neighbourhood_plan",
    "neighbourhood_shared_text",
    "neighbourhood_state_change",
    "prompt",
    "risk_review",
    "small_step_done",
    "step_evidence",
    "step_feedback",
    "step_progress",
    "team_asked",
    "team_member",
)


#: What is handed over of what somebody told or brought; recordings, photos and files as they are, in base 64.
MOMENT = ("text", "at", "recording_seconds", "recording", "photo", "photo_alt")
PLAN = ("link", "file", "file_name", "at")
EVIDENCE = ("step_key", "kind", "text", "file", "file_name", "at")
FEEDBACK = ("step_key", "fit", "remark", "answer", "at")
DECISION = ("question", "decided", "decided_by", "reason", "residents_there", "decided_on")
HELP = ("name", "about", "where", "phone", "website", "languages", "cost", "checked_on")


def kept_of(person: Person) -> dict[str, Any]:
    """Return what somebody did and told in the programme, as plain values."""
    return {
        "teams": _told(TeamMember, TeamMember.person_id == person.id, "role", "since", "until"),
        "asked_to_join": _told(Asked, Asked.person_id == person.id, "role", "name", "at", "answer", "answered_at"),
        "asked_others_to_join": _told(Asked, Asked.by_id == person.id, "role", "at"),
        "advised": _told(AdviserTerm, AdviserTerm.person_id == person.id, "since", "until"),
        "away": _told(Absence, Absence.person_id == person.id, "starts_on", "ends_on"),
        "moments": [
            _with_files(each, "recording", "photo") for each in _told(Moment, Moment.by_id == person.id, *MOMENT)
        ],
        "steps": _told(StepProgress, StepProgress.by_id == person.id, "step_key", "status", "view", "reason", "at"),
        "plans": [_with_files(each, "file") for each in _told(Plan, Plan.by_id == person.id, *PLAN)],
        "agreements": _told(Agreement, Agreement.by_id == person.id, "content", "ends_on", "at"),
        "states": _told(StateChange, StateChange.by_id == person.id, "state", "reason", "at"),
        "evidence": [_with_files(each, "file") for each in _told(Evidence, Evidence.by_id == person.id, *EVIDENCE)],
        "feedback": _told(StepFeedback, StepFeedback.by_id == person.id, *FEEDBACK),
        "answers": _told(StepFeedback, StepFeedback.answered_by_id == person.id, "step_key", "answer", "answered_at"),
        "shared_texts": _told(SharedText, SharedText.by_id == person.id, "kind", "text", "at"),
        "decisions": _told(Decision, Decision.by_id == person.id, *DECISION),
        "one_pages": _told(OnePage, OnePage.by_id == person.id, "title", "intro", "picked", "at"),
        "help_nearby": _told(HelpOffer, HelpOffer.checked_by_id == person.id, *HELP),
        **_steered(person),
    }


def _steered(person: Person) -> dict[str, Any]:
    """Return what somebody wrote who steers the programme."""
    return {
        "capacity_decisions": _told(CapacityDecision, CapacityDecision.by_id == person.id, "reason", "at"),
        "changes_told": _told(FrameChange, FrameChange.by_id == person.id, "title", "text", "roles", "at"),
        "risks_reviewed": _told(RiskReview, RiskReview.by_id == person.id, "note", "at"),
        "milestones_moved": _told(
            MilestoneMove, MilestoneMove.by_id == person.id, "was_on", "planned_on", "reason", "at"
        ),
    }


def _told(model: Any, mine: Any, *names: str) -> list[dict[str, Any]]:
    columns = [getattr(model, name) for name in names]
    place = Neighbourhood.name.label("neighbourhood")
    question = select(*columns).where(mine).order_by(model.id)
    if hasattr(model, "neighbourhood_id"):
        question = question.add_columns(place).join(Neighbourhood, Neighbourhood.id == model.neighbourhood_id)
    return rows_as_data(question)


def _with_files(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**told, **{name: _content(told[name]) for name in names}}


def _content(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        with files().open(name) as stored:
            content = b64encode(stored.read()).decode()
    except NoSuchFile:
        return None
    kind = CONTENT_TYPE if name.endswith(SUFFIX) else _content_type(name)
    return f"data:{kind};base64,{content}"


def _content_type(name: str) -> str:
    documents_too = name.endswith(tuple(f".{kind}" for kind in DocumentKind))
    return documents.content_type(name) if documents_too else recordings.content_type(name)
