"""The road somebody takes through a scenario: pure, from the choices made to what they led to."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.content.blocks import END, Choice, Scenario, Turn

MOST_STEPS = 30  # a scenario may lead back; nobody talks in circles for ever


@dataclass(frozen=True)
class Pace:
    """One step: the turn that was met, what was chosen, and its number from 0."""

    number: int
    turn: Turn
    choice: Choice


@dataclass(frozen=True)
class Road:
    """The steps so far, and the turn that waits now; without one the talk is over."""

    paces: tuple[Pace, ...]
    waiting: Turn | None

    @property
    def choices(self) -> list[int]:
        """The numbers of the choices, as they are stored."""
        return [pace.turn.choices.index(pace.choice) for pace in self.paces]


def walk_road(scenario: Scenario, choices: Sequence[int]) -> Road:
    """Follow the choices as far as this text of the scenario knows them."""
    turns = {turn.key: turn for turn in scenario.turns}
    waiting: Turn | None = scenario.turns[0]
    paces: list[Pace] = []
    for number in choices:
        if waiting is None or not 0 <= number < len(waiting.choices):
            break
        choice = waiting.choices[number]
        paces.append(Pace(len(paces), waiting, choice))
        waiting = None if choice.to == END or len(paces) >= MOST_STEPS else turns[choice.to]
    return Road(tuple(paces), waiting)


def choose(scenario: Scenario, choices: Sequence[int], *, step: int, choice: int) -> list[int]:
    """Return the choices after choosing at ``step``.

    The same choice twice is one choice; another choice at an earlier step (the back button) takes that road from there.
    """
    before = walk_road(scenario, choices).choices
    if step > len(before) or before[step : step + 1] == [choice]:
        return before
    return walk_road(scenario, [*before[:step], choice]).choices
