"""Why advice refuses something."""

from typing import Any

from lms.kernel.refusal import Refusal


class AnswerOvertaken(Refusal):
    """Somebody else kept other words of the same draft meanwhile: ``draft``, or nothing when it was sent."""

    def __init__(self, message: str, draft: Any) -> None:
        super().__init__(message, "text")
        self.draft = draft
