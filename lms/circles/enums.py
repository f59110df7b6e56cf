"""What a circle, its sessions and its agenda can be."""

from enum import StrEnum


class CircleState(StrEnum):
    """Whether a circle still meets."""

    RUNNING = "running"
    CLOSED = "closed"


class MemberRole(StrEnum):
    """As what somebody is in a circle; guests and researchers see the programme and no notes."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    GUEST = "guest"
    RESEARCHER = "researcher"


class Stage(StrEnum):
    """How far a session is by itself; whether it is planned, cancelled or not held is the meeting's."""

    BEFORE = "before"
    RUNNING = "running"
    WRAPPING_UP = "wrapping_up"
    FINAL = "final"


class SessionState(StrEnum):
    """Where a session stands, of its own stage and its meeting together."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    WRAPPING_UP = "wrapping_up"
    FINAL = "final"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"


class ItemKind(StrEnum):
    """What an item of the agenda is."""

    WELCOME = "welcome"
    LOOK_BACK = "look_back"
    CARD_ROUND = "card_round"
    THEME = "theme"
    CONSULTATION = "consultation"
    DEEPENING = "deepening"
    TRIAL = "trial"
    VISIT = "visit"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class ItemState(StrEnum):
    """What became of an item."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    DISCUSSED = "discussed"
    CARRIED_OVER = "carried_over"
    DROPPED = "dropped"


class AgreementState(StrEnum):
    """How far something somebody would do is; who is stuck says why."""

    OPEN = "open"
    DOING = "doing"
    STUCK = "stuck"
    DONE = "done"
    DROPPED = "dropped"
