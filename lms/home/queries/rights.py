"""Who may see and do what: one readable file, shown as a page and held against the real rules by a test."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lms.accounts.models import Actor

FILE = Path(__file__).parents[1] / "data" / "rights.toml"
VISITOR, EVERYBODY, SIGNED_IN = "visitor", "*", "signed-in"
ALL, OWN, NO = "all", "own", "no"


@dataclass(frozen=True)
class Hat:
    """A role as the page names it."""

    key: str
    name: str


@dataclass(frozen=True)
class Action:
    """Something one can see or do; ``by`` is the rule that decides and ``also`` are rules that ask the same."""

    text: str
    why: str
    by: str
    about: str = ""
    own: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def answer(self, role: str) -> str:
        """Return whether a role may this: everywhere, for what is its own, or not."""
        if role in self.all or EVERYBODY in self.all or (SIGNED_IN in self.all and role != VISITOR):
            return ALL
        return OWN if role in self.own else NO


@dataclass(frozen=True)
class Area:
    """Actions that belong together."""

    title: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Rights:
    """The whole table."""

    roles: tuple[Hat, ...]
    areas: tuple[Area, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every row."""
        return tuple(action for area in self.areas for action in area.actions)

    def of(self, role: str) -> Sequence[tuple[Area, Sequence[Action]]]:
        """Return what a role may, by area; areas where it may nothing are left out."""
        found = [(area, [each for each in area.actions if each.answer(role) != NO]) for area in self.areas]
        return [(area, actions) for area, actions in found if actions]


@cache
def the_rights() -> Rights:
    """Return the table as it stands in the file."""
    told = tomllib.loads(FILE.read_text())
    areas = tuple(Area(each["title"], tuple(_action(row) for row in each["actions"])) for each in told["areas"])
    return Rights(tuple(Hat(**each) for each in told["roles"]), areas)


def role_of(actor: Actor, asked: str = "") -> Hat:
    """Return the role to tell about: the one that is asked for, else the last of one's own in the table."""
    roles = the_rights().roles
    mine = [each for each in roles if each.key in actor.roles]
    return next((each for each in roles if each.key == asked), mine[-1] if mine else roles[0])


def _action(row: dict) -> Action:
    lists = {name: tuple(row.get(name, ())) for name in ("own", "all", "also")}
    return Action(**{**row, **lists})
