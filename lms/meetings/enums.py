"""What a meeting can be, how people stand to it, and who was there."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is for; a circle and its rights come from the feature of circles."""

    TEAM = "team"
    TRAINING = "training"
    CIRCLE = "circle"


class MeetingState(StrEnum):
    """A draft tells nobody anything; a meeting that did not happen after all is a fact of its own."""

    DRAFT = "draft"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"


class Mode(StrEnum):
    """Where people meet."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Part(StrEnum):
    """How somebody is in a meeting: expected without asking, by a seat or in line for one, or not any more.

    Who came without being on the list walked in.
    """

    EXPECTED = "expected"
    SEAT = "seat"
    WAITING = "waiting"
    LEFT = "left"
    WALKED_IN = "walked_in"


class Answer(StrEnum):
    """What somebody who is expected said; silence means they come."""

    NONE = "none"
    CANNOT = "cannot"
    REPLACED = "replaced"


class Attendance(StrEnum):
    """Whether somebody was there; unknown never counts as absent."""

    UNKNOWN = "unknown"
    HERE = "here"
    ONLINE = "online"
    ABSENT = "absent"


#: As what somebody was there.
THERE = frozenset({Attendance.HERE, Attendance.ONLINE})


class PollState(StrEnum):
    """Whether a date poll still asks, has given a meeting, or was given up."""

    OPEN = "open"
    CHOSEN = "chosen"
    CLOSED = "closed"


class ClosedWhy(StrEnum):
    """Why a date poll asks no more, when that is not because a date was chosen."""

    DEADLINE = "deadline"
    GIVEN_UP = "given_up"


class Vote(StrEnum):
    """What somebody says of a date."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"
