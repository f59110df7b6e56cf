"""What a reader can tap to narrow the list: links, so that each list can be shared and works without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from lms.toolkit.queries.filters import Filters
from lms.toolkit.queries.steps import CardWords
from lms.toolkit.queries.words import AUDIENCES, KINDS, group_words
from lms.ui.formats import minutes

HALF_DAY = 240
TIMES = (15, 30, 60, 90, HALF_DAY)
GROUPS = (2, 4, 8, 12, 20, 30)
ANCHOR = "keuze"  # a tap leads back to the choices, not to the top of the page
Offers = Sequence[tuple[str | int, str]]
Offered = Mapping[str, tuple[str, Offers]]


@dataclass(frozen=True)
class Option:
    """One thing to tap; ``current`` is what chips ask, and here always no: what was chosen stands apart."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Question:
    """A question with what can be tapped to answer it."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class Choices:
    """What was chosen, each with the address of the list without it; the questions that are left, and those to fold."""

    chosen: Sequence[Option]
    first: Sequence[Question]
    more: Sequence[Question]


def choices_for(filters: Filters, card: CardWords, themes: Sequence[tuple[str, str]]) -> Choices:
    """Return everything to tap on the page of a list."""
    first: Offered = {
        "step": (_("Bij welke stap?"), [(step.key, f"{step.number}. {step.title}") for step in card.steps.values()]),
        "minutes": (_("Hoeveel tijd heb je?"), [(each, _time(each)) for each in TIMES]),
        "group": (_("Met hoeveel mensen?"), [(each, group_words(each, each)) for each in GROUPS]),
    }
    more: Offered = {
        "theme": (_("Welk thema?"), list(themes)),
        "audience": (_("Voor wie?"), [(key.value, str(label)) for key, label in AUDIENCES.items()]),
        "kind": (_("Wat voor iets?"), [(key.value, str(label)) for key, label in KINDS.items()]),
    }
    words: dict[str, dict[str | int, str]] = {
        name: dict(offers) for name, (_label, offers) in {**first, **more}.items()
    }
    chosen = [
        Option(_chosen(name, value, words[name]), _href(filters.without(name)))
        for name in words
        if (value := getattr(filters, name))
    ]
    return Choices(chosen, _questions(filters, first), _questions(filters, more))


def _questions(filters: Filters, offered: Offered) -> list[Question]:
    """Return what was not answered yet."""
    return [
        Question(name, label, [Option(said, _href(filters.with_one(name, value))) for value, said in offers])
        for name, (label, offers) in offered.items()
        if offers and not getattr(filters, name)
    ]


def _chosen(name: str, value: str | int, words: dict[str | int, str]) -> str:
    """Return an answer in words that stand alone; an address can hold another number than we offer."""
    if name == "step" and value in words:
        return _("Stap %(step)s", step=words[value].replace(".", ":", 1))
    if name == "minutes":
        return _time(int(value))
    if name == "group":
        return group_words(int(value), int(value))
    return words.get(value, str(value))


def _time(limit: int) -> str:
    return _("halve dag") if limit == HALF_DAY else _("tot %(time)s", time=minutes(limit))


def list_address(filters: Filters, *, after: str = "", anchor: str = "") -> str:
    """Return the address of a list, or of its next page."""
    address: dict[str, Any] = {**filters.address, "na": after or None, "_anchor": anchor or None}
    return url_for("toolkit.index", **address)


def _href(filters: Filters) -> str:
    return list_address(filters, anchor=ANCHOR)
