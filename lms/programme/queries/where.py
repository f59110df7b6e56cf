"""Where a neighbourhood stands, and the small step that comes next: everything the two cards of a start page show."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, null, select, union_all

from lms.kernel.db import db
from lms.programme.enums import StepStatus
from lms.programme.models import ActionCard, Neighbourhood, SmallStep, SmallStepDone, Standing, StepStanding
from lms.programme.queries.cards import SAID, last_said, on_their_cards, standings_from

Used = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Where:
    """How a neighbourhood stands; ``used`` are the small steps (step, key) that were done or passed over."""

    neighbourhood: Neighbourhood
    standing: Standing
    used: Used = frozenset()

    @property
    def here(self) -> StepStanding | None:
        """The step where the neighbourhood is; nothing when all are done for now."""
        return self.standing.here

    @property
    def small(self) -> SmallStep | None:
        """The one small step to do now; nothing when all of this step were used."""
        return next_small_step(self.standing, self.used)

    @property
    def passed_over(self) -> bool:
        """Whether small steps of the present step were used."""
        return self.here is not None and any(key == self.here.step.key for key, _small in self.used)

    @property
    def line(self) -> list[dict[str, Any]]:
        """The card as the breathing line shows it, with the states of this neighbourhood."""
        states = {each.step.key: each.status.value for each in self.standing.steps}
        return breathing_line(self.standing.card, states, f"/wijken/{self.neighbourhood.slug}/stappen")

    @property
    def alone(self) -> bool:
        """Whether the step they are at is the only one in progress, so that the line can say: hier zijn jullie."""
        busy = [each for each in self.standing.steps if each.status is StepStatus.IN_PROGRESS]
        return busy == [self.here]


def where_of(neighbourhood: Neighbourhood) -> Where:
    """Return where one neighbourhood stands, in one statement; see :func:`wheres_of`."""
    return wheres_of([neighbourhood])[neighbourhood.id]


def wheres_of(neighbourhoods: Collection[Neighbourhood]) -> Mapping[int, Where]:
    """Return where each of these neighbourhoods stands, by id, in one statement however many there are.

    And one more for cards that this process did not read before.
    """
    rows = db.session.execute(_said_and_used(), {"ids": [each.id for each in neighbourhoods]}).all()
    found = standings_from(rows)
    used: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        if row.small is not None:
            used[row[0]].add((row.step_key, row.small))
    return {each.id: Where(each, found[each.id], frozenset(used[each.id])) for each in neighbourhoods}


@cache
def _said_and_used() -> Select[*tuple[Any, ...]]:
    """Return what was said last about the steps of neighbourhoods, and after it the small steps they used."""
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    none = {"step_key": SmallStepDone.step_key}
    told = [none.get(column.key, null()).label(column.key) for column in SAID]
    small = select(SmallStepDone.neighbourhood_id, SmallStepDone.card_version_id, *told, SmallStepDone.key)
    said = last_said(ids).add_columns(null().label("small"))
    return on_their_cards(union_all(said, small.where(SmallStepDone.neighbourhood_id.in_(ids))).subquery(), ids)


def next_small_step(standing: Standing, used: Used) -> SmallStep | None:
    """Return the first small step of the present step that was neither done nor passed over."""
    here = standing.here
    if here is None:
        return None
    return next((each for each in here.step.small_steps if (here.step.key, each.key) not in used), None)


def breathing_line(
    card: ActionCard, states: Mapping[str, str] | None = None, root: str = "", tail: str = ""
) -> list[dict[str, Any]]:
    """Return a card as ``ui/path.html`` shows it; ``root`` and ``tail`` stand round the key in each address."""
    return [
        {
            "name": phase.title,
            "note": phase.summary,
            "opens": phase.opens,
            "steps": [
                {
                    "number": step.number,
                    "title": step.title,
                    "href": f"{root}/{step.key}{tail}" if root else "",
                    "state": (states or {}).get(step.key, ""),
                }
                for step in phase.steps
            ],
        }
        for phase in card.phases
    ]
