"""What roles and standings are called on screen."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from lms.accounts.commands.consents import PHONE, WORKS_ON
from lms.accounts.enums import PLATFORM_ROLES, WHOLE_PROGRAMME, Role, Standing
from lms.accounts.models import Person

ROLE_NAMES = {
    Role.ADMINISTRATOR: _l("Beheerder"),
    Role.COORDINATOR: _l("Coördinator"),
    Role.EDITOR: _l("Redacteur"),
    Role.RESEARCHER: _l("Onderzoeker"),
    Role.NETWORK_OFFICE: _l("Netwerkbureau"),
    Role.ADVISER: _l("Adviseur"),
    Role.NEIGHBOURHOOD_DIRECTOR: _l("Wijkregisseur"),
    Role.DEPUTY_DIRECTOR: _l("Plaatsvervangend wijkregisseur"),
    Role.SOCIAL_WORKER: _l("Sociaal werker"),
    Role.KEY_PERSON: _l("Sleutelpersoon"),
    Role.EXPERT_BY_EXPERIENCE: _l("Ervaringsdeskundige"),
    Role.RESIDENT: _l("Bewoner"),
    Role.CIRCLE_FACILITATOR: _l("Begeleider van een leerkring"),
    Role.GGD_MANAGER: _l("GGD-manager"),
    Role.DESIGNER: _l("Ontwerper van een ontwerpbureau"),
}
STANDING_NAMES = {
    Standing.INVITED: _l("Uitgenodigd"),
    Standing.ACTIVE: _l("Doet mee"),
    Standing.DEACTIVATED: _l("Gesloten"),
    Standing.ERASED: _l("Gewist"),
}
CONSENT_NAMES = {PHONE: _l("Je telefoonnummer"), WORKS_ON: _l("Wanneer je werkt")}


def roles_in_words(person: Person) -> str:
    """Return the names of the roles of a person, in their fixed order."""
    return ", ".join(str(ROLE_NAMES[role]) for role in Role if role in person.roles)


def role_choices(roles: Iterable[Role]) -> list[SelectChoice]:
    """Return roles as the choices of a field."""
    return [SelectChoice(role.value, ROLE_NAMES[role]) for role in roles]


def given_rights(role: Role) -> dict[str, Any]:
    """Return what an invitation with this role gives: a platform role, or a role in the whole programme."""
    if role in PLATFORM_ROLES:
        return {"platform_roles": (role,)}
    return {"places": ((role, *WHOLE_PROGRAMME),)}
