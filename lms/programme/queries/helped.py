"""How many people were helped on their way: counts without names, and what others than the team may see of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.small_cells import WITHHELD, Shown, shown
from lms.programme.models import HelpedTick, Neighbourhood

MONTHS = 6
#: What the session calls the last one that was counted in this visit.
LAST = "helped"


@dataclass(frozen=True)
class HelpedStart:
    """What the small form on a start page needs; ``undo`` is the key of the last one counted in this visit."""

    slug: str
    name: str
    count: int
    undo: str = ""
    key: str = field(default_factory=lambda: new_uid(24))


def undo_key(session: Mapping[str, Any], slug: str) -> str:
    """Return the key of the last one counted here in this visit, as the session keeps it: ``[slug, key]``."""
    place, key = session.get(LAST) or ("", "")
    return str(key) if place == slug else ""


def this_month() -> date:
    """Return the first day of this month on the Dutch calendar."""
    return today().replace(day=1)


def last_months(number: int = MONTHS, *, whole: bool = False) -> list[date]:
    """Return the first days of the last months, newest first; ``whole`` leaves out the month that still runs."""
    newest = this_month()
    first = newest.year * 12 + newest.month - 1 - (1 if whole else 0)
    return [date(at // 12, at % 12 + 1, 1) for at in range(first, first - number, -1)]


def helped_counts(neighbourhoods: Collection[Neighbourhood], months: Sequence[date]) -> dict[int, dict[date, int]]:
    """Return how many were helped in each neighbourhood and month, by id, in one statement; for the team's own eyes."""
    counts = {each.id: dict.fromkeys(months, 0) for each in neighbourhoods}
    cells = (HelpedTick.neighbourhood_id, HelpedTick.month)
    question = select(*cells, func.count()).where(cells[0].in_(counts), cells[1].in_(months)).group_by(*cells)
    for place, month, number in db.session.execute(question):
        counts[place][month] = number
    return counts


def shown_outside(counts: Mapping[date, int]) -> tuple[dict[date, Shown], Shown]:
    """Return the months of one neighbourhood and their total as others than the team may see them (P-2).

    Each month stands by itself, so that what is shown of it never changes with the months beside it; a total that
    holds a small month is withheld. Ask for whole months only: a count that still grows gives each new one away.
    """
    return {month: shown(count) for month, count in counts.items()}, shown_total(counts.values())


def shown_total(months: Collection[int]) -> Shown:
    """Return the sum of months as others than the team see it: withheld when a small month would follow from it."""
    return sum(months) if all(isinstance(shown(count), int) for count in months) else WITHHELD


def helped_start(neighbourhood: Neighbourhood, count: int, undo: str = "") -> HelpedStart:
    """Return what the small form on a start page needs; ``count`` is how many were helped this month."""
    return HelpedStart(neighbourhood.slug, neighbourhood.name, count, undo)
