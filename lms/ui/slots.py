"""Places in the frame around every page that features fill."""

from collections.abc import Callable, Sequence
from typing import Any

from lms.kernel.slots import Slot
from lms.ui.shell import NavItem

NavigationProvider = Callable[[Any], Sequence[NavItem]]

NAVIGATION: Slot[NavigationProvider] = Slot(
    "ui.navigation", "Entries of the main menu for an actor, highest floor first; costs no statement."
)
NOTICE_COUNT: Slot[Callable[[Any], int]] = Slot(
    "ui.notice_count", "How many unread notices the actor has, read from what came with the person; costs no statement."
)
