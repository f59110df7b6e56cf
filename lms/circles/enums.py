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


#: As what somebody speaks in a circle; others look on (L-4).
SPEAKING = (MemberRole.PARTICIPANT, MemberRole.FACILITATOR)


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


class Polarity(StrEnum):
    """What an insight says of what was tried."""

    WORKS = "works"
    WORKS_NOT = "works_not"
    WORKS_SOMETIMES = "works_sometimes"
    OPEN_QUESTION = "open_question"


class Attribution(StrEnum):
    """How the contributor of an insight is named."""

    NAME = "name"
    NEIGHBOURHOOD = "neighbourhood"
    ANONYMOUS = "anonymous"


class Visibility(StrEnum):
    """Who may read an insight, from few to many; it rises only with the contributor's consent."""

    CIRCLE = "circle"
    PROGRAMME = "programme"
    PUBLIC = "public"


class InsightState(StrEnum):
    """Whose words an insight has: as they were caught, edited and not yet agreed with, agreed with, or taken back."""

    RAW = "raw"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class ConsentStep(StrEnum):
    """What happened to the visibility of an insight: asked for more, yes, no, or back to fewer."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    LOWERED = "lowered"


class UseResult(StrEnum):
    """What came of an insight that was tried elsewhere."""

    WORKED = "worked"
    PARTLY = "partly"
    NOT = "not"


class UsedIn(StrEnum):
    """Where an insight was used."""

    OWN_WORK = "own_work"
    SESSION = "session"
    ADVICE = "advice"


class CallAnswer(StrEnum):
    """What a colleague said to being asked for a call."""

    YES = "yes"
    NOT_NOW = "not_now"


class QuestionState(StrEnum):
    """What became of a question on the learning agenda."""

    OPEN = "open"
    REWORDED = "reworded"
    SOLVED = "solved"
    LET_GO = "let_go"


class Folded(StrEnum):
    """What stays folded away in a circle until a facilitator opens it."""

    LEARNING_AGENDA = "learning_agenda"
    YIELD = "yield"


class Hushed(StrEnum):
    """What can be confidential: seen by named people only, and in no export, search or mail."""

    SESSION = "session"
    NOTE = "note"
    CASE = "case"


class LineKind(StrEnum):
    """What a line of a report is."""

    INSIGHT = "insight"
    AGREEMENT = "agreement"
    DECISION = "decision"
    ROUND = "round"


class Used(StrEnum):
    """Whether somebody used what they took home, six weeks later."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NO = "no"


class ValueLevel(StrEnum):
    """How far what was learned came, as in the value creation cycles of Wenger, Trayner and De Laat (2011)."""

    IMMEDIATE = "immediate"
    POTENTIAL = "potential"
    APPLIED = "applied"
    REALISED = "realised"
    REFRAMED = "reframed"
