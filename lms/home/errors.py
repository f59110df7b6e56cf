"""Why a remark was not taken."""

from lms.kernel.refusal import Refusal


class TooManyRemarks(Refusal):
    """Visitors sent so many remarks this hour that a person could not read them."""


class AnsweredMeanwhile(Refusal):
    """Somebody else answered after this form was opened."""
