"""What the roles in a team are called, and which words people use for them in a list."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from lms.accounts.enums import Role
from lms.accounts.queries.role_words import ROLE_NAMES as ALL_NAMES
from lms.programme.models import TEAM_ROLES

ROLE_NAMES = {role: ALL_NAMES[role] for role in (*TEAM_ROLES, Role.ADVISER)}
_OF_THE_NEIGHBOURHOOD = _l(
    "Je ziet waar de wijk staat, de droom en de besluiten, en de momenten die je zelf vertelt. "
    "Wat anderen vertellen en wie er in het team zitten, zie je niet."
)
#: What somebody in a role sees and may do, for who is asked whether they join.
SEES = {
    Role.DEPUTY_DIRECTOR: _l(
        "Je leidt de wijk mee. Je ziet het team, de momenten, het wijkplan en de afspraken. "
        "Je zet stappen en nodigt mensen uit."
    ),
    Role.SOCIAL_WORKER: _l(
        "Je ziet waar de wijk staat, wie er in het team zitten, de momenten die anderen vertellen en het wijkplan."
    ),
    Role.KEY_PERSON: _OF_THE_NEIGHBOURHOOD,
    Role.EXPERT_BY_EXPERIENCE: _OF_THE_NEIGHBOURHOOD,
    Role.RESIDENT: _OF_THE_NEIGHBOURHOOD,
}
#: Words in a list, in small letters; the names above are understood too, in whatever language they are shown.
WORDS = {
    "wijkregisseur": Role.NEIGHBOURHOOD_DIRECTOR,
    "regisseur": Role.NEIGHBOURHOOD_DIRECTOR,
    "projectleider": Role.NEIGHBOURHOOD_DIRECTOR,
    "lokale trekker": Role.NEIGHBOURHOOD_DIRECTOR,
    "plaatsvervangend wijkregisseur": Role.DEPUTY_DIRECTOR,
    "plaatsvervanger": Role.DEPUTY_DIRECTOR,
    "sociaal werker": Role.SOCIAL_WORKER,
    "sociaal professional": Role.SOCIAL_WORKER,
    "professional": Role.SOCIAL_WORKER,
    "sleutelpersoon": Role.KEY_PERSON,
    "sleutelfiguur": Role.KEY_PERSON,
    "ervaringsdeskundige": Role.EXPERT_BY_EXPERIENCE,
    "bewoner": Role.RESIDENT,
    "inwoner": Role.RESIDENT,
}


def role_named(word: str) -> Role | None:
    """Return the role somebody means with a word; capitals and spaces do not count."""
    plain = " ".join(word.lower().replace("-", " ").split())
    shown = {str(ROLE_NAMES[role]).lower(): role for role in TEAM_ROLES}
    return WORDS.get(plain) or shown.get(plain)


def role_words(roles: Iterable[Role]) -> str:
    """Return the names of roles, for a sentence."""
    return ", ".join(str(ROLE_NAMES[role]).lower() for role in roles)
