"""The states and kinds of the programme."""

from enum import StrEnum


class NeighbourhoodKind(StrEnum):
    """What kind of place it is; on screen both are "wijk"."""

    DISTRICT = "district"
    VILLAGE = "village"


class NeighbourhoodState(StrEnum):
    """How far a neighbourhood is in the programme, in this order (domain W-5)."""

    RECRUITED = "recruited"
    AGREED = "agreed"
    STARTED = "started"
    RUNNING = "running"
    FINISHED = "finished"


class StepStatus(StrEnum):
    """Where a neighbourhood stands with one step; no order of worth, and none blocks another."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE_FOR_NOW = "done_for_now"
    REOPENED = "reopened"


class View(StrEnum):
    """Who looked: the neighbourhood itself, its adviser beside it, or both together."""

    SELF = "self"
    ADVISER = "adviser"
    TOGETHER = "together"


class EvidenceKind(StrEnum):
    """What shows how it went."""

    TEXT = "text"
    PHOTO = "photo"
    FILE = "file"
    FIGURE = "figure"


class SharedKind(StrEnum):
    """What a neighbourhood says of itself in one sentence."""

    DREAM = "dream"
    DESIGN_QUESTION = "design_question"


class Fit(StrEnum):
    """Whether a step fits the work (past deze stap bij jouw werk?)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class MapKind(StrEnum):
    """What became of a step on the next card."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"


class PromptKind(StrEnum):
    """The questions the product asks by itself; all together at most one a week for each person."""

    STANDSTILL = "standstill"


class JoinAnswer(StrEnum):
    """What became of the question whether somebody joins a team (doe je mee?)."""

    JOINED = "joined"  # by their own yes, or because they were appointed meanwhile
    NO = "no"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"
