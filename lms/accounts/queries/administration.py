"""What there is to administer."""

from lms.accounts.models import Actor
from lms.accounts.slots import ADMINISTRATION, Desk
from lms.kernel.slots import fillers


def desks_for(actor: Actor) -> list[Desk]:
    """Return every page where this actor administers something, in the order of the floors."""
    return [desk for provider in fillers(ADMINISTRATION) for desk in provider(actor)]


def has_desks(actor: Actor) -> bool:
    """Return whether this actor administers anything; asks no further than the first that says so."""
    return any(provider(actor) for provider in fillers(ADMINISTRATION))
