"""The steps and themes that items belong to, in the words of the programme; items themselves keep only their keys."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from lms.kernel.db import db
from lms.programme.models import ActionCard, CardStep, CardStepMap, Programme, Theme
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
class OlderStep:
    """A step of an older or another card; ``became`` is the key of what it is now, and nothing when it was dropped."""

    title: str
    became: str


@dataclass(frozen=True)
class CardWords:
    """All steps of the card by key, in order; ``mark`` is another one when any word of it is.

    ``older`` are steps that were asked for and stand on another card only: neighbourhoods keep theirs until they move.
    """

    steps: Mapping[str, StepWords] = field(default_factory=dict)
    mark: str = ""
    older: Mapping[str, OlderStep] = field(default_factory=dict)

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


def card_words_with(key: str) -> CardWords:
    """Return the same, and a step of another card with this key; one more statement when this card lacks it."""
    card = card_words()
    if not key or key in card.steps:
        return card
    now_called = CardStepMap.to_key.in_(card.steps)
    became = select(CardStepMap.to_key).where(CardStepMap.from_key == key, now_called).order_by(CardStepMap.id.desc())
    newest = select(CardStep.title, became.limit(1).scalar_subquery()).where(CardStep.key == key)
    found = db.session.execute(newest.order_by(CardStep.card_version_id.desc()).limit(1)).one_or_none()
    return replace(card, older={key: OlderStep(found[0], found[1] or "")}) if found else card


def theme_words() -> Sequence[tuple[str, str]]:
    """Return the themes of the oldest programme as (key, title), in one statement."""
    oldest = select(func.min(Programme.id)).scalar_subquery()
    themes = select(Theme.key, Theme.title).where(Theme.programme_id == oldest)
    return [(key, title) for key, title in db.session.execute(themes.order_by(Theme.number))]
