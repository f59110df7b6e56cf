"""Places where higher features say whose meetings they host."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lms.kernel.slots import PanelProvider, Slot, fillers


@dataclass(frozen=True)
class Host:
    """Who manages the meetings of one kind that another feature hosts, and where such a meeting has its pages.

    ``managed(actor)`` is an SQL filter on ``Meeting``, ``may_manage(actor, meeting)`` the same rule in Python,
    ``href(meeting)`` an address of ours, and ``change_href(actor, meeting)`` where this actor changes it, if anywhere:
    a page of ours would let its words differ from what hosts it. ``began(meeting)`` says whether it runs or was held
    there, so that nobody calls it off any more; ``people(meeting)`` are the numbers of who belongs there now, in one
    statement: who came in by name can have been one of them. None of them needs to look at the kind.
    """

    kind: str
    managed: Callable[[Any], Any]
    may_manage: Callable[[Any, Any], bool]
    href: Callable[[Any], str]
    change_href: Callable[[Any, Any], str]
    began: Callable[[Any], bool]
    people: Callable[[Any], Sequence[int]]


@dataclass(frozen=True)
class Askable:
    """Somebody who may be asked for a date: as what they are known there, and whether they are ticked beforehand."""

    person: Any
    note: str = ""
    ticked: bool = True


@dataclass(frozen=True)
class GroupWords:
    """What a group is called, as in "Leerkring Noord", and where its page is."""

    label: str
    href: str


@dataclass(frozen=True)
class DatePollGroup:
    """Groups of another feature that are asked for a date; the key of a group begins with ``prefix`` and a colon.

    ``asks(actor)`` says whether somebody may ask any such group, without a statement. ``may_ask(actor, key)`` says it
    of one, and ``managed(actor)`` is that rule as an SQL filter on ``DatePoll`` (its ``host`` is the key).
    ``told(key)`` returns its :class:`GroupWords`, or nothing when there is no such group; ``people(key, actor)`` whom
    to ask. ``plan(poll, starts_at, ends_at, people, by)`` plans the meeting on the date that was chosen and returns it;
    a second call for the same poll never comes. ``offered(actor)`` are the groups somebody may begin with, as key and
    name. Each costs at most one statement but ``plan``.
    """

    prefix: str
    asks: Callable[[Any], bool]
    may_ask: Callable[[Any, str], bool]
    managed: Callable[[Any], Any]
    told: Callable[[str], GroupWords | None]
    people: Callable[[str, Any], Sequence[Askable]]
    plan: Callable[..., Any]
    offered: Callable[[Any], Sequence[tuple[str, str]]] = lambda _actor: ()


HOSTS: Slot[Host] = Slot("meetings.hosts", "Who manages meetings that another feature hosts, such as a circle.")
MEETING_PANELS: Slot[PanelProvider] = Slot(
    "meetings.meeting_panels", "What belongs to a meeting, on its page; the subject is the `Meeting`."
)
AGENDA_PANELS: Slot[PanelProvider] = Slot(
    "meetings.agenda_panels", "What else waits for somebody, above what they planned; the subject is that person."
)
DATE_POLL_GROUPS: Slot[DatePollGroup] = Slot(
    "meetings.date_poll_groups", "Groups of another feature that are asked for a date, and what choosing one does."
)


def host_of(meeting: Any) -> Host | None:
    """Return the feature that hosts a meeting; nothing for one of a neighbourhood."""
    return next((host for host in fillers(HOSTS) if host.kind == meeting.kind), None)
