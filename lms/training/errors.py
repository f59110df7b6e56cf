"""Why training refuses something."""

from lms.kernel.refusal import Refusal


class QuizNotOffered(Refusal):
    """The module has no quiz, or its bank is empty."""
