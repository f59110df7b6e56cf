"""Why the programme refuses."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from lms.content.problems import Problem
from lms.kernel.refusal import Refusal


class CardRefused(Refusal):
    """A card that somebody handed in cannot be used; ``problems`` says everything that must be mended."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, "text")
        self.problems = problems


class ReasonNeeded(Refusal):
    """A step goes back, and nobody said what changed."""


class KeptBefore(Refusal):
    """A form came again with other words than the ``row`` it became; nothing of those is lost without a word."""

    def __init__(self, row: Any) -> None:
        super().__init__(_("Dit formulier bewaarde je al eerder, met andere woorden."))
        self.row = row
