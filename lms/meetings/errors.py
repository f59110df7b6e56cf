"""Why a meeting refuses."""

from lms.kernel.refusal import Refusal


class NotPlanned(Refusal):
    """The meeting is a draft, was cancelled or is over, so that this cannot be done with it."""
