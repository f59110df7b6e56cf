"""Who keeps the list of organisations."""

from lms.accounts.enums import Role
from lms.accounts.models import Actor


def can_keep_organisations(actor: Actor, *_things: object) -> bool:
    """Coordinators add organisations, keep their contacts and confirm that they are no tobacco industry."""
    return actor.has_role(Role.COORDINATOR)
