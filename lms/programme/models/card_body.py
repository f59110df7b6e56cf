"""An action card as it is shown: pure values, stored as JSON in a card version and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class SmallStep:
    """Something a team can do this week; ``minutes`` is how long it takes, ``method`` the slug of a toolkit item."""

    key: str
    title: str
    text: str
    minutes: int
    why: str = ""
    method: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a card; ``number`` runs through all phases, ``themes`` are numbers of the fixed themes.

    ``signs`` ("klaar als") are suggestions, never gates (A-2).
    """

    key: str
    number: int
    title: str
    goal: str
    themes: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    decision: str = ""
    pitfalls: tuple[str, ...] = ()
    small_steps: tuple[SmallStep, ...] = ()


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
    """A whole card; ``own_default`` cards say on screen and in print that they are to be replaced (A-1)."""

    title: str
    number: str
    source: str
    own_default: bool
    phases: tuple[Phase, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for phase in self.phases for step in phase.steps)

    def step(self, key: str) -> Step | None:
        """Return the step with this key."""
        return next((step for step in self.steps if step.key == key), None)

    def phase_of(self, key: str) -> Phase | None:
        """Return the phase that holds this step."""
        return next((phase for phase in self.phases for step in phase.steps if step.key == key), None)

    def to_json(self) -> dict[str, Any]:
        """Return plain values to store."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "ActionCard":
        """Read what :meth:`to_json` stored."""
        return cls(**{**told, "phases": tuple(_phase(each) for each in told["phases"])})


#: The cards this process read, by the fingerprint of all they say; a version never changes, and there are few.
READ: dict[str, ActionCard] = {}


def read_card(digest: str, told: Mapping[str, Any]) -> ActionCard:
    """Return a card that was stored, and remember it by its fingerprint."""
    return READ.setdefault(digest, ActionCard.from_json(told))


def _phase(told: Mapping[str, Any]) -> Phase:
    return Phase(**{**told, "steps": tuple(_step(each) for each in told["steps"])})


def _step(told: Mapping[str, Any]) -> Step:
    lists: dict[str, Sequence[Any]] = {
        name: tuple(told.get(name, ())) for name in ("themes", "questions", "signs", "pitfalls")
    }
    small = tuple(SmallStep(**each) for each in told.get("small_steps", ()))
    return Step(**{**told, **lists, "small_steps": small})
