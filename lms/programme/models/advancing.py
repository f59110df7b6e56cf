"""How a neighbourhood goes through the programme: what each state asks, and what is still lacking, in words (W-5).

Agreed: an agreement that still holds, with content and money. Started: a fixed adviser too (W-3). Running: a director
too, or written down how the vacancy is met; meanwhile the adviser keeps it running. Finished: the agreement is over, or
written down why it is finished earlier. Where the neighbourhood is on the action card never stands in the way (A-2).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.programme.enums import NeighbourhoodState
from lms.programme.models.neighbourhoods import Agreement, Neighbourhood


class Lack(StrEnum):
    """What a neighbourhood lacks for a state."""

    AGREEMENT = "agreement"
    CONTENT = "content"
    MONEY = "money"
    TIME = "time"
    ADVISER = "adviser"
    DIRECTOR = "director"
    END = "end"


#: What may be lacking when somebody writes down why.
EXCUSABLE = frozenset({Lack.DIRECTOR, Lack.END})
WORDS: Mapping[Lack, LazyString] = {
    Lack.AGREEMENT: _l("Er zijn nog geen afspraken opgeschreven."),
    Lack.CONTENT: _l("Over de inhoud is nog geen afspraak."),
    Lack.MONEY: _l("Over het geld is nog geen afspraak."),
    Lack.TIME: _l("De afspraken zijn afgelopen."),
    Lack.ADVISER: _l("Er is nu geen vaste adviseur."),
    Lack.DIRECTOR: _l("Er is geen wijkregisseur. Schrijf op hoe het zit met de vacature."),
    Lack.END: _l("De afspraken lopen nog. Schrijf op waarom de wijk eerder klaar is."),
}
ORDER = tuple(NeighbourhoodState)


def after(state: NeighbourhoodState) -> NeighbourhoodState | None:
    """Return the next state."""
    at = ORDER.index(state) + 1
    return ORDER[at] if at < len(ORDER) else None


def before(state: NeighbourhoodState) -> NeighbourhoodState | None:
    """Return the state before."""
    at = ORDER.index(state)
    return ORDER[at - 1] if at else None


def lacking(
    state: NeighbourhoodState, neighbourhood: Neighbourhood, agreement: Agreement | None, today: date
) -> tuple[Lack, ...]:
    """Return what a neighbourhood lacks for a state; nothing when it may be in it."""
    if state is NeighbourhoodState.RECRUITED:
        return ()
    if state is NeighbourhoodState.FINISHED:
        return (Lack.END,) if agreement is not None and agreement.ends_on >= today else ()
    found = list(_of_agreement(agreement, today))
    if state is not NeighbourhoodState.AGREED and neighbourhood.adviser_at_work is None:
        found.append(Lack.ADVISER)
    if state is NeighbourhoodState.RUNNING and neighbourhood.director_id is None:
        found.append(Lack.DIRECTOR)
    return tuple(found)


def _of_agreement(agreement: Agreement | None, today: date) -> tuple[Lack, ...]:
    if agreement is None:
        return (Lack.AGREEMENT,)
    told = (
        (Lack.CONTENT, not agreement.content_agreed),
        (Lack.MONEY, not agreement.money_agreed),
        (Lack.TIME, agreement.ends_on < today),
    )
    return tuple(lack for lack, lacks in told if lacks)
