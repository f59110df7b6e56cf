"""The card that ships with a programme, read from its file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGES = Path(__file__).parents[1] / "packages"


@dataclass(frozen=True)
class Step:
    """One step of an action card; ``number`` runs through all phases."""

    key: str
    number: int
    title: str
    goal: str


@dataclass(frozen=True)
class Phase:
    """A stretch of the card; it ``opens`` where a team invites many voices, and narrows where it chooses."""

    key: str
    title: str
    summary: str
    opens: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ActionCard:
    """The steps of a programme; ``own_default`` cards say on screen that they are to be replaced."""

    slug: str
    title: str
    source: str
    own_default: bool
    version: str
    phases: tuple[Phase, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for phase in self.phases for step in phase.steps)


@cache
def the_action_card(programme: str = "rookvrij-leven") -> ActionCard:
    """Return the action card that ships with a programme."""
    read = tomllib.loads((PACKAGES / programme / "card.toml").read_text())
    number, phases = 0, []
    for phase in read["phases"]:
        steps = []
        for step in phase["steps"]:
            number += 1
            steps.append(Step(step["key"], number, step["title"], step["goal"]))
        phases.append(Phase(phase["key"], phase["title"], phase["summary"], phase["opens"], tuple(steps)))
    facts = {name: read[name] for name in ("slug", "title", "source", "own_default", "version")}
    return ActionCard(**facts, phases=tuple(phases))
