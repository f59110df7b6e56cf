"""As what somebody comes in: a person can hold several roles in several places, and wears one hat at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, TEAM, places


class HatKind(StrEnum):
    """A kind of start page; in the order in which one is chosen for who did not choose."""

    DIRECTOR = "director"
    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    GGD_MANAGER = "ggd_manager"
    WORKER = "worker"
    KEY_PERSON = "key_person"
    RESEARCHER = "researcher"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    LEARNER = "learner"


PLATFORM = {
    Role.ADVISER: HatKind.ADVISER,
    Role.COORDINATOR: HatKind.COORDINATOR,
    Role.RESEARCHER: HatKind.RESEARCHER,
    Role.EDITOR: HatKind.EDITOR,
    Role.ADMINISTRATOR: HatKind.ADMINISTRATOR,
}


@dataclass(frozen=True)
class Hat:
    """A start page somebody can have: its kind and, for who is in a team, the neighbourhood."""

    kind: HatKind
    neighbourhood: Neighbourhood | None = None

    @property
    def key(self) -> str:
        """What the address of the start page calls it."""
        return f"{self.kind}.{self.neighbourhood.slug}" if self.neighbourhood else self.kind


def team_places(person: Person) -> frozenset[int]:
    """Return the ids of the neighbourhoods whose team somebody is in."""
    return places(person, NEIGHBOURHOOD, *TEAM)


def hats_of(person: Person, neighbourhoods: Sequence[Neighbourhood]) -> list[Hat]:
    """Return every hat of somebody, the usual one first; ``neighbourhoods`` are those of :func:`team_places`."""
    found = {Hat(PLATFORM[row.role]) for row in person.platform_roles if row.role in PLATFORM}
    if person.has_role(Role.GGD_MANAGER):
        found.add(Hat(HatKind.GGD_MANAGER))
    found |= {Hat(_in_team(person, each), each) for each in neighbourhoods}
    order = list(HatKind)
    ranked = sorted(found, key=lambda hat: (order.index(hat.kind), hat.neighbourhood.name if hat.neighbourhood else ""))
    return ranked or [Hat(HatKind.LEARNER)]


def chosen(hats: Sequence[Hat], key: str) -> Hat:
    """Return the hat with this key, or the usual one."""
    return next((hat for hat in hats if hat.key == key), hats[0])


def _in_team(person: Person, neighbourhood: Neighbourhood) -> HatKind:
    held = {
        grant.role for grant in person.grants if (grant.scope_kind, grant.scope_id) == (NEIGHBOURHOOD, neighbourhood.id)
    }
    if held & LEADERS:
        return HatKind.DIRECTOR
    return HatKind.WORKER if Role.SOCIAL_WORKER in held else HatKind.KEY_PERSON
