"""The steps and themes that items belong to, in the words of the programme; items themselves keep only their keys."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.kernel.db import db
from lms.programme.models import CardStep, CardStepMap, CardVersion, Programme, Theme
from lms.programme.queries.cards import current_card
from lms.toolkit.models import ItemStep

PHASE_COLOURS = 4
Key = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


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
    """All steps of the card by key, in order; ``mark`` is another one when any word of it is.

    ``older`` are the titles of steps that were asked for and stand on another card only: neighbourhoods keep theirs
    until they move.
    """

    steps: Mapping[str, StepWords] = field(default_factory=dict)
    mark: str = ""
    older: Mapping[str, str] = field(default_factory=dict)

    def of(self, keys: Collection[str], *, but: str = "") -> list[StepWords]:
        """Return those with these keys but one, in the order of the card."""
        return [step for key, step in self.steps.items() if key in keys and key != but]


def card_words() -> CardWords:
    """Return the steps of the card that visitors see, in one statement."""
    version = current_card()
    if version is None:
        return CardWords()
    card = version.card
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
    newest = select(CardStep.title).where(CardStep.key == key).order_by(CardStep.card_version_id.desc())
    title = db.session.scalar(newest.limit(1))
    return card if title is None else replace(card, older={key: title})


def at_step(key: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return the condition for an :class:`ItemStep` of a step, under whatever key a card of before or after has it.

    Neighbourhoods keep the card they work with, and items the keys they were written for. A key that the card in use
    still has, stays what it is; any other is followed to what it became.
    """
    on_card = select(CardStep.key).join(CardVersion, CardVersion.id == CardStep.card_version_id)
    gone = CardStepMap.from_key.not_in(on_card.where(CardVersion.current))
    before, after = CardStepMap.from_key, CardStepMap.to_key
    same = (_followed(key, one, other, gone) for one, other in ((before, after), (after, before)))
    return or_(ItemStep.step_key == key, *(ItemStep.step_key.in_(keys) for keys in same))


def _followed(
    key: str | BindParameter[str], one: Key, other: Key, *conditions: ColumnElement[bool]
) -> Select[str | None]:
    """Return the keys that a key leads to from ``one`` side of the maps, however many cards lie between."""
    there = (*conditions, other.is_not(None))
    found = select(other.label("key")).where(one == key, *there).cte(recursive=True)
    found = found.union(select(other).join(found, one == found.c.key).where(*there))
    return select(found.c.key)


def theme_words() -> Sequence[tuple[str, str]]:
    """Return the themes of the oldest programme as (key, title), in one statement."""
    return [(key, title) for key, title in db.session.execute(_themes())]


@cache
def _themes() -> Select[str, str]:
    oldest = select(func.min(Programme.id)).scalar_subquery()
    return select(Theme.key, Theme.title).where(Theme.programme_id == oldest).order_by(Theme.number)
