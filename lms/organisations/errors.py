"""Why something about an organisation was refused."""

from lms.kernel.refusal import Refusal


class NameTaken(Refusal):
    """There is an organisation with this name already, in whatever capitals."""


class NobodyThere(Refusal):
    """Nobody has an account with this address."""


class NoRoleThere(Refusal):
    """No role goes with working at an organisation of this kind."""


class Tied(Refusal):
    """Others count on this organisation as it is."""
