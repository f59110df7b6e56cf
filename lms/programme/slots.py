"""Places where higher features add what belongs to a step, a moment or a neighbourhood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lms.kernel.slots import PanelProvider, Slot


@dataclass(frozen=True)
class ChipKind:
    """A kind of thing a moment can be about; ``label`` is lazy.

    ``options(actor, standing)`` returns ``(key, label)`` pairs to choose from, for a neighbourhood that stands
    so on its card; a kind without options is one chip.
    ``leads_on`` says that the page of such a moment offers something to do next, see :data:`MOMENT_PANELS`.
    """

    kind: str
    label: Any
    options: Callable[[Any, Any], Sequence[tuple[str, str]]] | None = None
    leads_on: bool = False


@dataclass(frozen=True)
class OpenWork:
    """Something that is open in a neighbourhood, for who takes over."""

    label: str
    href: str


STEP_PANELS: Slot[PanelProvider] = Slot(
    "programme.step_panels",
    "Methods, modules and insights on the public page of a step; the subject is the `StepOnCard`.",
)
STEP_HERE_PANELS: Slot[PanelProvider] = Slot(
    "programme.step_here_panels",
    "What helps with a step on its page in a neighbourhood, beside the text; the subject is the `StepHere`.",
)
NEIGHBOURHOOD_PANELS: Slot[PanelProvider] = Slot(
    "programme.neighbourhood_panels",
    "What fits a neighbourhood where it is now, beside the text of its page; the subject is its `Where`.",
)
MOMENT_CHIPS: Slot[ChipKind] = Slot("programme.moment_chips", "Kinds of things a moment can be about.")
MOMENT_PANELS: Slot[PanelProvider] = Slot(
    "programme.moment_panels",
    "What can be done with a moment, on its own page; the subject is the `ToldMoment`.",
)
OPEN_WORK: Slot[Callable[[Any, Any], Sequence[OpenWork]]] = Slot(
    "programme.open_work",
    "What is open in a neighbourhood, shown at a hand-over: `(actor, neighbourhood) -> OpenWork`s, one statement.",
)
