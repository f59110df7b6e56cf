"""Why advice refuses something."""

from typing import Any

from lms.kernel.refusal import Refusal


class AnswerOvertaken(Refusal):
    """Somebody else kept or sent other words meanwhile: ``newest``, or nothing when they are gone."""

    def __init__(self, message: str, newest: Any) -> None:
        super().__init__(message, "text")
        self.newest = newest
