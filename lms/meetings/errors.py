"""Why a meeting refuses."""

from lms.kernel.refusal import Refusal


class ChangedMeanwhile(Refusal):
    """Somebody else changed the meeting since this page was opened; ``serial`` is what it is now."""

    def __init__(self, message: str, serial: int) -> None:
        super().__init__(message)
        self.serial = serial


class NotPlanned(Refusal):
    """The meeting is a draft, was cancelled or is over, so that this cannot be done with it."""
