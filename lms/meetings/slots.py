"""Places where higher features say whose meetings they host."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.kernel.slots import PanelProvider, Slot


@dataclass(frozen=True)
class Host:
    """Who manages the meetings of one kind that another feature hosts, and where such a meeting has its page.

    ``managed(actor)`` is an SQL filter on ``Meeting``, ``may_manage(actor, meeting)`` the same rule in Python, and
    ``href(meeting)`` an address of ours; none of them needs to look at the kind.
    """

    kind: str
    managed: Callable[[Any], Any]
    may_manage: Callable[[Any, Any], bool]
    href: Callable[[Any], str]


HOSTS: Slot[Host] = Slot("meetings.hosts", "Who manages meetings that another feature hosts, such as a circle.")
MEETING_PANELS: Slot[PanelProvider] = Slot(
    "meetings.meeting_panels", "What belongs to a meeting, on its page; the subject is the `Meeting`."
)
