"""What the manager of a GGD sees: where the own neighbourhoods stand, and what was agreed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from lms.kernel.db import db
from lms.kernel.small_cells import Shown
from lms.programme.models import Agreement, Decision, HelpedTick, HelpOffer, Neighbourhood, Plan, Standing
from lms.programme.queries.cards import standings
from lms.programme.queries.helped import shown_total

MOST_DECISIONS, MOST_OFFERS, QUARTERS = 8, 12, 4
ENDS_SOON = timedelta(days=92)


class Quarter(NamedTuple):
    """A quarter of a year that is over; ``number`` is 1 to 4."""

    year: int
    number: int

    @property
    def begins_on(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


class Helped(NamedTuple):
    """How many people were helped on their way in each of the last quarters and in all; small ones hidden."""

    quarters: Mapping[Quarter, Shown]
    total: Shown


@dataclass(frozen=True)
class Sheet:
    """One page about a neighbourhood for outside its team: no moments, no names of residents, no small counts."""

    standing: Standing
    decisions: Sequence[Decision]
    agreement: Agreement | None
    plan: Plan | None
    offers: Sequence[HelpOffer]
    helped: Helped


def agreements_of(ids: Collection[int]) -> Mapping[int, Agreement]:
    """Return the agreement that counts for each of these neighbourhoods, in one statement."""
    newest = select(func.max(Agreement.id)).where(Agreement.neighbourhood_id.in_(ids))
    found = db.session.scalars(select(Agreement).where(Agreement.id.in_(newest.group_by(Agreement.neighbourhood_id))))
    return {each.neighbourhood_id: each for each in found}


def ends_soon(agreement: Agreement | None, today: date) -> bool:
    """Return whether an agreement ends within three months, or is over."""
    return agreement is not None and agreement.ends_on - today <= ENDS_SOON


def sheet_of(neighbourhood: Neighbourhood, today: date) -> Sheet:
    """Return the page about a neighbourhood, in seven statements."""
    here = {"neighbourhood_id": neighbourhood.id}
    decisions = select(Decision).filter_by(**here).order_by(Decision.decided_on.desc(), Decision.id.desc())
    offers = select(HelpOffer).filter_by(**here).where(HelpOffer.removed_at.is_(None))
    plan = select(Plan).filter_by(**here).order_by(Plan.id.desc())
    return Sheet(
        standing=standings([neighbourhood])[neighbourhood.id],
        decisions=db.session.scalars(decisions.limit(MOST_DECISIONS)).all(),
        agreement=agreements_of([neighbourhood.id]).get(neighbourhood.id),
        plan=db.session.scalars(plan.limit(1)).first(),
        offers=db.session.scalars(offers.order_by(HelpOffer.name, HelpOffer.id).limit(MOST_OFFERS)).all(),
        helped=helped_in(neighbourhood, today),
    )


def helped_in(neighbourhood: Neighbourhood, today: date) -> Helped:
    """Return the counts of the quarters that are over: one that still grows would tell small ones by difference.

    Other pages show the months by themselves, so a quarter that holds a small month is withheld, and the total with it.
    """
    quarters = _over(today)
    end = quarters[-1].next.begins_on
    within = (HelpedTick.month >= quarters[0].begins_on, HelpedTick.month < end)
    statement = select(HelpedTick.month, func.count()).where(HelpedTick.neighbourhood_id == neighbourhood.id, *within)
    months: dict[Quarter, list[int]] = {quarter: [] for quarter in quarters}
    for month, count in db.session.execute(statement.group_by(HelpedTick.month)):
        months[_quarter(month)].append(count)
    every = [count for counts in months.values() for count in counts]
    return Helped({quarter: shown_total(counts) for quarter, counts in months.items()}, shown_total(every))


def _over(today: date) -> list[Quarter]:
    """Return the last four quarters that are over, the oldest first."""
    quarter = _quarter(today)
    found = [Quarter(quarter.year - 1, quarter.number)]
    while len(found) < QUARTERS:
        found.append(found[-1].next)
    return found


def _quarter(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)
