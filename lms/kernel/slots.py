"""Slots: named places where a lower feature lets higher features add something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from flask import current_app

P = TypeVar("P")
EXTENSION = "lms.slots"


@dataclass(frozen=True)
class Slot(Generic[P]):
    """A named place, declared by its host and filled by features above it; ``P`` is what a filler looks like."""

    name: str
    doc: str


@dataclass(frozen=True)
class Panel:
    """A template and its context, shown by the page that owns the slot."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """What must outlive the restore of an older backup: ``take`` reads it before, ``give`` acts on it after.

    When there was nothing to read from (an empty installation), ``give`` gets nothing, and still acts.
    """

    take: Callable[[], Any]
    give: Callable[[Any], Any]


@dataclass(frozen=True)
class Kept:
    """A kind of thing that is kept for a number of days: the default, or what the setting ``LMS_KEEP`` says.

    ``what`` it is and ``since`` when the days count are lazy words for the page about privacy. ``forget`` throws away a
    batch of what was over before a moment and returns how much that was, nothing at the end. Fewer days than ``least``
    would break a promise of ours or of the law.
    """

    key: str
    what: Any
    since: Any
    days: int
    forget: Callable[[datetime], int]
    least: int = 1


CARRIED: Slot[Carried] = Slot("kernel.carried", "What is carried over when an older backup is put back.")
RETENTION: Slot[Kept] = Slot("kernel.retention", "What is kept for a time, and thrown away at night when that is over.")
PanelProvider = Callable[[Any, Any], Panel | None]


def fillers(slot: Slot[P]) -> tuple[P, ...]:
    """Return what the features of this application put in the slot, lowest floor first."""
    return tuple(current_app.extensions[EXTENSION].get(slot, ()))


def panels(slot: Slot[PanelProvider], actor: Any, subject: Any) -> list[Panel]:
    """Ask every provider of the slot for its panel and leave out those with nothing to say."""
    offered = (provider(actor, subject) for provider in fillers(slot))
    return [panel for panel in offered if panel is not None]
