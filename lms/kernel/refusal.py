"""The one family of errors that commands may raise."""

from typing import Any

from flask_babel import gettext as _


class Refusal(Exception):
    """A use case was refused for a reason the person can act on; ``field`` names the form field it belongs to."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ChangedMeanwhile(Refusal):
    """Somebody else changed it since the page was opened; ``serial`` is what it is now.

    The form then carries the new number, so that who read what stands there can keep their own on purpose.
    """

    def __init__(self, message: str, serial: int) -> None:
        super().__init__(message)
        self.serial = serial


class KeptBefore(Refusal):
    """A form came again with other words than the ``row`` it became; nothing of those is lost without a word."""

    def __init__(self, row: Any) -> None:
        super().__init__(_("Dit formulier bewaarde je al eerder, met andere woorden."))
        self.row = row
