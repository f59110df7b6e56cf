"""One neighbourhood on one page: where it stands, what it wants, what it decided, and who is with it."""

from dataclasses import dataclass

from lms.accounts.models import Actor
from lms.kernel.clock import now
from lms.programme import policy
from lms.programme.enums import SharedKind
from lms.programme.models import Decision, Neighbourhood
from lms.programme.models.attention import Reason, attention
from lms.programme.queries.choices import newest_decisions, shared_texts
from lms.programme.queries.moments import ToldMoment, newest_moments
from lms.programme.queries.where import Where, where_of

FEW = 3


@dataclass(frozen=True)
class Overview:
    """What the page shows; what this actor may not read is left out, not emptied."""

    where: Where
    reasons: tuple[Reason, ...] = ()
    dream: str = ""
    question: str = ""
    decided: tuple[Decision, ...] = ()
    told: tuple[ToldMoment, ...] = ()


def overview_of(neighbourhood: Neighbourhood, actor: Actor) -> Overview:
    """Return the overview as this actor may see it, in at most seven statements."""
    where = where_of(neighbourhood)
    shown = {}
    if policy.can_read_choices(actor, neighbourhood):
        texts = shared_texts(neighbourhood)
        latest = {kind: rows[0].text if rows else "" for kind, rows in texts.items()}
        shown = {"dream": latest[SharedKind.DREAM], "question": latest[SharedKind.DESIGN_QUESTION]}
    told = newest_moments(neighbourhood, actor, most=FEW) if _reads_moments(actor, neighbourhood) else []
    decided = newest_decisions(neighbourhood, most=FEW) if policy.can_read_choices(actor, neighbourhood) else []
    reasons = attention(neighbourhood, where.standing, now()) if policy.advises(actor, neighbourhood) else ()
    return Overview(where, reasons, decided=tuple(decided), told=tuple(told), **shown)


def _reads_moments(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    return policy.can_tell(actor, neighbourhood) or policy.is_coordinator(actor)
