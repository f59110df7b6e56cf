"""Places where higher features propose what a circle could talk about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lms.kernel.slots import Slot


@dataclass(frozen=True)
class AgendaProposal:
    """Something to talk about. ``key`` is a code that stays the same, so that it is offered until it was taken up once.

    ``about`` is read by who decides; ``on_agenda``, when given, stands on the agenda in its place.
    ``theme_id`` is the number of a row of the fixed themes of the programme; ``href`` leads to where it comes from.
    """

    key: str
    title: str
    about: str
    on_agenda: str = ""
    theme_id: int | None = None
    href: str = ""


AGENDA_PROPOSALS: Slot[Callable[[Any, Any], Sequence[AgendaProposal]]] = Slot(
    "circles.agenda_proposals",
    "What a circle could talk about: `(actor, circle) -> AgendaProposal`s, for who plans its sessions; one statement.",
)
