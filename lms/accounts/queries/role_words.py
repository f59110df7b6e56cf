"""What roles are called, and where somebody has them."""

from flask_babel import lazy_gettext as _l

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.places import place_words

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
    Role.CIRCLE_MEMBER: _l("Deelnemer van een leerkring"),
    Role.CIRCLE_GUEST: _l("Gast van een leerkring"),
}
ORDER = tuple(Role)


def roles_in_words(person: Person) -> str:
    """Return the names of the roles of a person, in their fixed order."""
    return ", ".join(str(ROLE_NAMES[role]) for role in sorted(person.roles, key=ORDER.index))


def roles_and_places(person: Person) -> str:
    """Return the names of the roles of a person, each with where it is; a statement for each feature with places."""
    places = place_words(person.grants)
    everywhere = {row.role for row in person.platform_roles}
    told = [str(ROLE_NAMES[role]) for role in Role if role in everywhere]
    for grant in person.grants:
        told.append(f"{ROLE_NAMES[grant.role]} {places.get((grant.scope_kind, grant.scope_id), '')}".strip())
    return ", ".join(told)
