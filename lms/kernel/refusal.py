"""The one family of errors that commands may raise."""


class Refusal(Exception):
    """A use case was refused for a reason the person can act on; ``field`` names the form field it belongs to."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
