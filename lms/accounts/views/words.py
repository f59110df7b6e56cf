"""What roles and standings are called on screen."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from lms.accounts.commands.consents import PHONE, WORKS_ON
from lms.accounts.enums import PLATFORM_ROLES, WHOLE_PROGRAMME, Role, Standing
from lms.accounts.queries.role_words import ROLE_NAMES

STANDING_NAMES = {
    Standing.INVITED: _l("Uitgenodigd"),
    Standing.ACTIVE: _l("Doet mee"),
    Standing.DEACTIVATED: _l("Gesloten"),
    Standing.ERASED: _l("Gewist"),
}
CONSENT_NAMES = {PHONE: _l("Je telefoonnummer"), WORKS_ON: _l("Wanneer je werkt")}


def role_choices(roles: Iterable[Role]) -> list[SelectChoice]:
    """Return roles as the choices of a field."""
    return [SelectChoice(role.value, ROLE_NAMES[role]) for role in roles]


def given_rights(role: Role) -> dict[str, Any]:
    """Return what an invitation with this role gives: a platform role, or a role in the whole programme."""
    if role in PLATFORM_ROLES:
        return {"platform_roles": (role,)}
    return {"places": ((role, *WHOLE_PROGRAMME),)}
