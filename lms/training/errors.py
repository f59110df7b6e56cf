"""Why training refuses something."""

from typing import Any

from flask_babel import gettext as _

from lms.kernel.refusal import Refusal


class QuizNotOffered(Refusal):
    """The module has no quiz, or its bank is empty."""


class Locked(Refusal):
    """A learning path keeps this closed for now; ``closed`` (training.queries.locks.Closed) says why and what to do."""

    def __init__(self, closed: Any) -> None:
        super().__init__(_("Dit is nog niet open. Je leerpad zegt wat je eerst doet."))
        self.closed = closed


class Overtaken(Refusal):
    """Somebody else saved meanwhile; what was typed is still on the page, and saving once more is meant."""
