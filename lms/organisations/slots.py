"""Places where higher features add what belongs to an organisation."""

from collections.abc import Callable
from typing import Any

from lms.kernel.slots import PanelProvider, Slot

ORGANISATION_PANELS: Slot[PanelProvider] = Slot(
    "organisations.panels",
    "Panels on the page of an organisation: its neighbourhoods, and later its place in the network.",
)
TIES: Slot[Callable[[Any], str]] = Slot(
    "organisations.ties",
    "Why an organisation must stay open and what it is, in one sentence; an empty one when it may change.",
)
