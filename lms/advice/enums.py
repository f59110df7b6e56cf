"""What advice can be, and the words for how far it is."""

from enum import StrEnum


class Direction(StrEnum):
    """Whether a neighbourhood asked for it, or its adviser offered it."""

    ASKED = "asked"
    UNASKED = "unasked"


class State(StrEnum):
    """Where advice is on its path; :mod:`lms.advice.models.path` says what may follow what."""

    NEW = "new"
    TRIAGE = "triage"
    CLARIFYING = "clarifying"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    BUNDLED = "bundled"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    SIGNAL = "signal"
    WEIGHING = "weighing"
    DRAFT = "draft"
    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    SECOND_READER = "second_reader"
    RESPONSE = "response"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class Word(StrEnum):
    """The four words a director reads."""

    NEW = "new"
    BUSY = "busy"
    ANSWERED = "answered"
    USED = "used"


class Happened(StrEnum):
    """What a line of the history is: a step on the path, or something beside it."""

    MOVED = "moved"
    FORWARD_ASKED = "forward_asked"
    FORWARD_REFUSED = "forward_refused"
    FORWARD_TAKEN_BACK = "forward_taken_back"
    OWNER_CHANGED = "owner_changed"
    READER_ASKED = "reader_asked"
    SIZE_CHANGED = "size_changed"
    MARKED_CONFIDENTIAL = "marked_confidential"
    LIFTED_CONFIDENTIAL = "lifted_confidential"


class Channel(StrEnum):
    """How a question or advice came."""

    WEB = "web"
    MAIL = "mail"
    PHONE = "phone"
    VISIT = "visit"
    CIRCLE = "circle"


#: Asked and answered in one talk: nobody waited, so it says nothing of how long an answer takes.
SPOKEN = (Channel.PHONE, Channel.VISIT, Channel.CIRCLE)


class AdviceSize(StrEnum):
    """How much a question asks; each has its own norm."""

    SHORT = "short"
    TAILORED = "tailored"
    STRATEGIC = "strategic"


class Visibility(StrEnum):
    """Who may read it: the professionals of the neighbourhood with their advisers, or named people alone."""

    NEIGHBOURHOOD = "neighbourhood"
    NAMED = "named"


class SignalSource(StrEnum):
    """Where the reason for unasked advice came from."""

    CARD_STANDS_STILL = "card_stands_still"
    SILENCE = "silence"
    SESSIONS_MISSED = "sessions_missed"
    MONITOR = "monitor"
    INSIGHT = "insight"
    VISIT = "visit"
    POLICY = "policy"
    ASKED_ELSEWHERE = "asked_elsewhere"


class Part(StrEnum):
    """As what another adviser is asked."""

    OWNER = "owner"
    READER = "reader"


class Reply(StrEnum):
    """What another adviser said when they were asked."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class MessageKind(StrEnum):
    """What a message between a neighbourhood and its adviser is."""

    MESSAGE = "message"
    CLARIFIED = "clarified"
    UNDERSTOOD = "understood"


class Certainty(StrEnum):
    """How sure an answer is."""

    FIRM = "firm"
    LIKELY = "likely"
    ESTIMATE = "estimate"


class Deed(StrEnum):
    """What an answer ends in: something to do."""

    ITEM = "item"
    MODULE = "module"
    STEP = "step"
    INSIGHT = "insight"
    PRACTISE = "practise"


class ResponseKind(StrEnum):
    """What a neighbourhood says to advice."""

    TAKE_OVER = "take_over"
    PARTLY = "partly"
    DOES_NOT_FIT = "does_not_fit"
    LATER = "later"


class Round(StrEnum):
    """When we ask what came of it."""

    SIX_WEEKS = "six_weeks"
    SIX_MONTHS = "six_months"


class Used(StrEnum):
    """Whether advice was used."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class UsedHow(StrEnum):
    """What advice was used for."""

    DETAILS = "details"
    PRIORITY = "priority"
    NEGOTIATING = "negotiating"
    WEIGHING = "weighing"
    EXPLAINING = "explaining"


class WhyNot(StrEnum):
    """Why advice was not used."""

    TOO_LATE = "too_late"
    OTHER_COURSE = "other_course"
    PERSON_GONE = "person_gone"
    DOES_NOT_FIT = "does_not_fit"
    NO_MEANS = "no_means"


class ClosedAs(StrEnum):
    """How advice came to its end."""

    FOLLOWED_UP = "followed_up"
    NO_ANSWER = "no_answer"
    NOT_NEEDED = "not_needed"
    REFERRED = "referred"


class PromptReply(StrEnum):
    """What an adviser did with a reason to look at a neighbourhood."""

    WEIGHED = "weighed"
    DISMISSED = "dismissed"


class BundleState(StrEnum):
    """How far a question of several neighbourhoods is."""

    GATHERING = "gathering"
    INTERPRETING = "interpreting"
    PLACED = "placed"
    ANSWERED = "answered"
    RETURNED = "returned"


class GoodKind(StrEnum):
    """What advisers collect: something that works elsewhere, or something that changes."""

    PRACTICE = "practice"
    DEVELOPMENT = "development"
