"""Who may read and answer remarks."""

from lms.accounts.enums import Role
from lms.accounts.models import Actor


def can_answer_remarks(actor: Actor, *_things: object) -> bool:
    """Editors and administrators answer."""
    return actor.has_role(Role.EDITOR, Role.ADMINISTRATOR)
