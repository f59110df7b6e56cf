"""Why circles refuse something."""

from lms.circles.models import NoteRevision
from lms.kernel.refusal import Refusal


class NoteOvertaken(Refusal):
    """Somebody else kept other words of the same note meanwhile; ``now`` holds them, ``was`` what both began with."""

    def __init__(self, message: str, now: NoteRevision, was: str) -> None:
        super().__init__(message, "text")
        self.now = now
        self.was = was
