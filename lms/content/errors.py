"""What editors are refused, whatever they write."""

from lms.kernel.refusal import Refusal


class NotWhole(Refusal):
    """A text lacks what readers need before it can be published; ``problems`` are (field, sentence)."""

    def __init__(self, message: str, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__(message, problems[0][0] if problems else None)
        self.problems = problems


class Overtaken(Refusal):
    """Somebody else saved the same thing in the meantime; nothing of either was lost."""
