"""Why the programme refuses."""

from collections.abc import Sequence

from lms.content.problems import Problem
from lms.kernel.refusal import Refusal


class CardRefused(Refusal):
    """A card that somebody handed in cannot be used; ``problems`` says everything that must be mended."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, "text")
        self.problems = problems


class ReasonNeeded(Refusal):
    """A step goes back, and nobody said what changed."""
