"""Why something about an account was refused."""

from datetime import timedelta

from lms.kernel.refusal import Refusal


class TooManyTries(Refusal):
    """It failed too often; ``wait`` says how long until the next try, ``of_origin`` that all of a network must wait."""

    def __init__(self, message: str, wait: timedelta, *, of_origin: bool) -> None:
        super().__init__(message)
        self.wait = wait
        self.of_origin = of_origin


class WeakPassword(Refusal):
    """Everybody would guess this password."""


class WrongCode(Refusal):
    """The code does not fit, is too old, or was used before."""


class LinkIsSpent(Refusal):
    """The link was used, is too old, or never existed."""


class AddressTaken(Refusal):
    """Somebody else has an account with this address."""


class LastAdministrator(Refusal):
    """Nobody would be left who can give rights."""


class MayNotGive(Refusal):
    """The actor has no right to give this role."""


class NotNow(Refusal):
    """The person is not in the state that was asked for."""


class MayNotHoldCard(Refusal):
    """A printed card is not enough for who this person is, or not needed."""
