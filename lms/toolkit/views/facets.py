"""What a reader can tap to narrow the list: links, so that each list can be shared and works without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from lms.toolkit.queries.filters import NAMES, Filters
from lms.toolkit.queries.steps import CardWords
from lms.toolkit.queries.words import AUDIENCES, KINDS, group_words
from lms.ui.formats import minutes

HALF_DAY = 240
TIMES = (15, 30, 60, 90, HALF_DAY)
GROUPS = (2, 4, 8, 12, 20, 30)
ANCHOR = "keuze"  # a tap leads back to the choices, not to the top of the page
Offers = Sequence[tuple[str | int, str, str]]  # a value, what to say, and the name of a step or theme
Offered = Mapping[str, tuple[str, Offers]]


@dataclass(frozen=True)
class Option:
    """One thing to tap; ``named`` is the name of a step or theme in the language of the programme, after the label."""

    label: str
    href: str
    named: str = ""


@dataclass(frozen=True)
class Question:
    """A question with what can be tapped to answer it."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class Choices:
    """What was chosen, each with the address of the list without it; the questions that are left, and those to fold.

    A phone shows the ``next`` question and folds ``first`` too: who answers one sees the following. Who looks for words
    sees answers, so there everything is folded.
    """

    chosen: Sequence[Option]
    next: Sequence[Question]
    first: Sequence[Question]
    more: Sequence[Question]


def choices_for(filters: Filters, card: CardWords, themes: Sequence[tuple[str, str]]) -> Choices:
    """Return everything to tap on the page of a list."""
    first: Offered = {
        "step": (_("Bij welke stap?"), [(step.key, f"{step.number}.", step.title) for step in card.steps.values()]),
        "minutes": (_("Hoeveel tijd heb je?"), [(each, _time(each), "") for each in TIMES]),
        "group": (_("Met hoeveel mensen?"), [(each, group_words(each, each), "") for each in GROUPS]),
    }
    more: Offered = {
        "theme": (_("Welk thema?"), [(key, "", title) for key, title in themes]),
        "audience": (_("Voor wie?"), [(key.value, str(label), "") for key, label in AUDIENCES.items()]),
        "kind": (_("Wat voor iets?"), [(key.value, str(label), "") for key, label in KINDS.items()]),
    }
    chosen = [
        _chosen(filters, name, {value: words for value, *words in offers}, card)
        for name, (_label, offers) in {**first, **more}.items()
        if getattr(filters, name)
    ]
    left, open_ones = _questions(filters, first), 0 if filters.words else 1
    return Choices(chosen, left[:open_ones], left[open_ones:], _questions(filters, more))


def _questions(filters: Filters, offered: Offered) -> list[Question]:
    """Return what was not answered yet."""
    page, taken = url_for("toolkit.index"), filters.address
    return [
        Question(label, [Option(said, _onwards(page, taken, name, value), named) for value, said, named in offers])
        for name, (label, offers) in offered.items()
        if offers and not getattr(filters, name)
    ]


def _onwards(page: str, taken: Mapping[str, str], name: str, value: str | int) -> str:
    """Return the address with one answer more; a page holds dozens of them."""
    asked = {**taken, NAMES[name]: str(value)}
    return f"{page}?{urlencode({key: asked[key] for key in NAMES.values() if key in asked})}#{ANCHOR}"


def _chosen(filters: Filters, name: str, words: Mapping[str | int, Sequence[str]], card: CardWords) -> Option:
    """Return an answer in words that stand alone; an address can hold another number than we offer."""
    value = getattr(filters, name)
    label, named = words.get(value, ("", ""))
    if name == "step" and value in card.older:
        label, named = _("Stap van een andere kaart:"), card.older[value]
    elif name == "step":
        label = _("Stap %(step)s", step=label.replace(".", ":"))
    if name == "minutes":
        label = _time(value)
    if name == "group":
        label = group_words(value, value)
    return Option(label, _href(filters.without(name)), named)


def _time(limit: int) -> str:
    return _("halve dag") if limit == HALF_DAY else _("tot %(time)s", time=minutes(limit))


def list_address(filters: Filters, *, after: str = "", anchor: str = "") -> str:
    """Return the address of a list, or of its next page."""
    address: dict[str, Any] = {**filters.address, "na": after or None, "_anchor": anchor or None}
    return url_for("toolkit.index", **address)


def _href(filters: Filters) -> str:
    return list_address(filters, anchor=ANCHOR)
