"""What circles do when something happens to the meetings they host."""

from typing import Any

from lms.circles.commands.pulse import pulse_of_meeting
from lms.meetings.enums import MeetingKind
from lms.meetings.models import Meeting


def on_attendance_recorded(_app: Any, *, meeting: Meeting, **_told: Any) -> None:
    """Let the screens of a running session hear that somebody came in, or went."""
    if meeting.kind is MeetingKind.CIRCLE:
        pulse_of_meeting(meeting.id)
