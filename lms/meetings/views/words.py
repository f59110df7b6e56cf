"""What kinds of meetings are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

from lms.meetings.enums import MeetingKind

KINDS: dict[MeetingKind, Any] = {
    MeetingKind.TEAM: _l("Teamoverleg"),
    MeetingKind.TRAINING: _l("Training"),
    MeetingKind.CIRCLE: _l("Leerkring"),
}
#: What is planned here, by the word in the address.
ASKED = {"teamoverleg": MeetingKind.TEAM, "training": MeetingKind.TRAINING}
