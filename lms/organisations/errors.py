"""Why something about an organisation was refused."""

from lms.kernel.refusal import Refusal


class NameTaken(Refusal):
    """There is an organisation with this name already, in whatever capitals."""


class NobodyThere(Refusal):
    """Nobody has an account with this address."""


class NoGgd(Refusal):
    """Only a GGD has a GGD manager."""


class Tied(Refusal):
    """Others count on this organisation as it is."""
