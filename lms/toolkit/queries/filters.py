"""What a reader looks for in the toolkit: words, and what narrows the list, as it stands in an address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, exists

from lms.kernel.row_numbers import row_number
from lms.toolkit.enums import Audience, ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemAudience, ItemStep, ItemTheme
from lms.toolkit.queries.steps import CardWords, at_step

LONGEST_WORDS, LONGEST_KEY = 200, 64
#: How each of them is called in an address.
NAMES = {
    "words": "q",
    "step": "stap",
    "minutes": "tijd",
    "group": "groep",
    "theme": "thema",
    "audience": "voor",
    "kind": "soort",
}


@dataclass(frozen=True)
class Filters:
    """What narrows the list; what is empty or nothing does not. ``minutes`` and ``group`` are what a reader has."""

    words: str = ""
    step: str = ""
    minutes: int = 0
    group: int = 0
    theme: str = ""
    audience: str = ""
    kind: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Filters":
        """Read an address; what nobody could have chosen is left out."""
        told = {name: " ".join(given.get(key, "").split()) for name, key in NAMES.items()}
        return cls(
            words=told["words"][:LONGEST_WORDS],
            step=_key(told["step"]),
            minutes=_number(told["minutes"]),
            group=_number(told["group"]),
            theme=_key(told["theme"]),
            audience=told["audience"] if told["audience"] in set(Audience) else "",
            kind=told["kind"] if told["kind"] in set(ItemKind) else "",
        )

    def known(self, card: CardWords, themes: Collection[str]) -> tuple["Filters", Sequence[str]]:
        """Return these without a step that stands on no card or a theme that does not exist, and what was asked."""
        unknown = [
            (name, key)
            for name, keys in (("step", {*card.steps, *card.older}), ("theme", themes))
            if (key := getattr(self, name)) and key not in keys
        ]
        changed: dict[str, Any] = dict.fromkeys((name for name, _key in unknown), "")
        return replace(self, **changed), [key for _name, key in unknown]

    @property
    def narrow(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()

    @property
    def address(self) -> dict[str, str]:
        """What stands in the address of this list."""
        return {key: str(value) for name, key in NAMES.items() if (value := getattr(self, name))}

    def with_one(self, name: str, value: str | int) -> "Filters":
        """Return these with another value for one of them."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def without(self, name: str) -> "Filters":
        """Return these without one of them."""
        return self.with_one(name, type(getattr(self, name))())

    @property
    def without_choices(self) -> "Filters":
        """These with the words alone."""
        return Filters(words=self.words)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds of an item that fits, besides the words: always that it is published.

        Who has half an hour can do what takes 30 to 45 minutes.
        """
        found = [Item.status == ItemStatus.PUBLISHED]
        if self.step:
            found.append(exists().where(ItemStep.item_id == Item.id, at_step(self.step)))
        if self.theme:
            found.append(exists().where(ItemTheme.item_id == Item.id, ItemTheme.theme_key == self.theme))
        if self.audience:
            found.append(exists().where(ItemAudience.item_id == Item.id, ItemAudience.audience == self.audience))
        if self.minutes:
            found.append(Item.minutes_from <= self.minutes)
        if self.group:
            found += [Item.group_from <= self.group, Item.group_to >= self.group]
        if self.kind:
            found.append(Item.kind == ItemKind(self.kind))
        return found


def _key(text: str) -> str:
    """Return what can be the key of a step or theme."""
    return text if len(text) <= LONGEST_KEY and text.isprintable() else ""


def _number(text: str) -> int:
    try:
        return row_number(text)
    except ValueError:
        return 0
