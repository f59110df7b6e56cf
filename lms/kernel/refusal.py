"""The one family of errors that commands may raise."""

from typing import Any

from flask_babel import gettext as _


class Refusal(Exception):
    """A use case was refused for a reason the person can act on; ``field`` names the form field it belongs to."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class KeptBefore(Refusal):
    """A form came again with other words than the ``row`` it became; nothing of those is lost without a word."""

    def __init__(self, row: Any) -> None:
        super().__init__(_("Dit formulier bewaarde je al eerder, met andere woorden."))
        self.row = row
