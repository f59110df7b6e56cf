"""The steps and themes that items belong to, in the words of the programme; items themselves keep only their keys."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from lms.kernel.db import db
from lms.programme.models import ActionCard, Programme, Theme
from lms.programme.queries.cards import current_card

PHASE_COLOURS = 4


@dataclass(frozen=True)
class StepWords:
    """A step of the card that visitors see; ``colour`` (1 to 4) is that of its phase."""

    key: str
    number: int
    title: str
    phase: str
    colour: int


@dataclass(frozen=True)
class CardWords:
    """All steps of the card by key, in order; ``mark`` is another one when any word of it is."""

    steps: Mapping[str, StepWords] = field(default_factory=dict)
    mark: str = ""

    def of(self, keys: Collection[str]) -> list[StepWords]:
        """Return those with these keys, in the order of the card."""
        return [step for key, step in self.steps.items() if key in keys]


def card_words() -> CardWords:
    """Return the steps of the card that visitors see, in one statement."""
    version = current_card()
    if version is None:
        return CardWords()
    card = ActionCard.from_json(version.body)
    found = (
        StepWords(step.key, step.number, step.title, phase.title, place % PHASE_COLOURS + 1)
        for place, phase in enumerate(card.phases)
        for step in phase.steps
    )
    return CardWords({step.key: step for step in found}, f"{version.id}/{version.digest}")


def theme_words() -> Sequence[tuple[str, str]]:
    """Return the themes of the oldest programme as (key, title), in one statement."""
    oldest = select(func.min(Programme.id)).scalar_subquery()
    themes = select(Theme.key, Theme.title).where(Theme.programme_id == oldest)
    return [(key, title) for key, title in db.session.execute(themes.order_by(Theme.number))]
