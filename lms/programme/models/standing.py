"""Where a neighbourhood stands: one pure function over everything that was ever said about its steps.

The own view is the latest of what the neighbourhood said by itself or together with its adviser. What the adviser says
alone stands beside it and never replaces it (circles-and-advice 6.5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lms.programme.enums import StepStatus, View
from lms.programme.models.card_body import ActionCard, Step

BUSY = (StepStatus.IN_PROGRESS, StepStatus.REOPENED)
OWN = (View.SELF, View.TOGETHER)


class Said(Protocol):
    """One row of step progress, as far as standing needs it."""

    id: int
    step_key: str
    status: StepStatus
    view: View
    reason: str
    at: datetime


@dataclass(frozen=True)
class StepStanding:
    """How one step stands; ``otherwise`` is what the adviser says when that differs from the own view."""

    step: Step
    status: StepStatus = StepStatus.NOT_STARTED
    said: Said | None = None
    otherwise: Said | None = None

    @property
    def busy(self) -> bool:
        """Whether the neighbourhood is at work on this step."""
        return self.status in BUSY


@dataclass(frozen=True)
class Standing:
    """How all steps of a card stand."""

    card: ActionCard
    steps: tuple[StepStanding, ...]

    @property
    def here(self) -> StepStanding | None:
        """The step where the neighbourhood is: at work on most recently, else the first that did not begin."""
        busy = [each for each in self.steps if each.busy and each.said]
        if busy:
            return max(busy, key=lambda each: each.said.id if each.said else 0)
        return next((each for each in self.steps if each.status is StepStatus.NOT_STARTED), None)

    @property
    def reopened(self) -> tuple[StepStanding, ...]:
        """The steps that were taken up again."""
        return tuple(each for each in self.steps if each.status is StepStatus.REOPENED)

    @property
    def done(self) -> int:
        """How many steps are done for now."""
        return sum(each.status is StepStatus.DONE_FOR_NOW for each in self.steps)

    def of(self, key: str) -> StepStanding | None:
        """Return how the step with this key stands."""
        return next((each for each in self.steps if each.step.key == key), None)


def standing(card: ActionCard, said: Iterable[Said]) -> Standing:
    """Return how a neighbourhood stands on a card from everything that was said about it, in whatever order."""
    own: dict[str, Said] = {}
    adviser: dict[str, Said] = {}
    for each in sorted(said, key=lambda row: row.id):
        (own if each.view in OWN else adviser)[each.step_key] = each
    return Standing(card, tuple(_one(step, own, adviser) for step in card.steps))


def _one(step: Step, own: Mapping[str, Said], adviser: Mapping[str, Said]) -> StepStanding:
    said, other = own.get(step.key), adviser.get(step.key)
    status = said.status if said else StepStatus.NOT_STARTED
    return StepStanding(step, status, said, other if other and other.status is not status else None)
