"""Why circles refuse something."""

from lms.kernel.refusal import Refusal


class NoteOvertaken(Refusal):
    """Somebody else kept other words of the same note meanwhile.

    ``now`` are those words and ``number`` that of their text; ``was`` is what both began with.
    """

    def __init__(self, message: str, *, now: str, number: int, was: str) -> None:
        super().__init__(message, "text")
        self.now, self.number, self.was = now, number, was
