"""What an adviser has to do today: what is due, what waits for others, and which neighbourhoods need a word.

Lateness is shown in days and orders nothing but one's own list; nobody is compared with anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select

from lms.accounts.models import Person
from lms.advice.models import PromptDecision
from lms.advice.models.clock import Clock
from lms.advice.queries.coming import Coming, coming
from lms.advice.queries.piles import OnDesk, Pile, clocks_late, on_desk
from lms.advice.queries.proposals import how_many_proposals
from lms.circles.queries.attending import missed_lately
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing
from lms.programme.models.attention import Reason, Why, attention
from lms.programme.queries.cards import standings

SESSIONS_MISSED = "sessions_missed"
#: Reasons to weigh unasked advice; the others are for the coordinator, or stand with the step.
PROMPTS = (Why.SILENT, Why.STANDING_STILL)


@dataclass(frozen=True)
class Prompt:
    """A reason to look at a neighbourhood; ``key`` and ``since`` name it, so that it can be set aside once."""

    neighbourhood: Neighbourhood
    key: str
    since: str
    at: datetime | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Workbench:
    """The desk: the top of each pile, reasons to look at a neighbourhood, the next circles, and bundles proposed."""

    piles: Mapping[Pile, OnDesk]
    prompts: Sequence[Prompt]
    coming: Sequence[Coming]
    clocks: Mapping[int, Clock]
    proposals: int


def workbench_of(person: Person, own: Sequence[Neighbourhood]) -> Workbench:
    """Return the desk of who advises these neighbourhoods; nine statements, however many they are."""
    piles, questions = on_desk(person)
    return Workbench(
        piles=piles,
        prompts=prompts_for(own, standings(own) if own else {}),
        coming=coming(own, person, questions),
        clocks=clocks_late([each.advice for each in piles[Pile.TODAY].rows]),
        proposals=how_many_proposals(),
    )


def prompts_for(neighbourhoods: Sequence[Neighbourhood], stands: Mapping[int, Standing]) -> list[Prompt]:
    """Return the reasons to look at neighbourhoods that nobody weighed or set aside; two statements."""
    found = [
        Prompt(each, reason.why, _since(reason), reason.since, reason)
        for each in neighbourhoods
        for reason in attention(each, stands[each.id], now())
        if reason.why in PROMPTS
    ]
    directors = {each.director_id: each for each in neighbourhoods if each.director_id is not None}
    for person_id, since in missed_lately(list(directors)).items() if directors else ():
        found.append(Prompt(directors[person_id], SESSIONS_MISSED, f"{since:%Y-%m-%d}", since))
    decided = _decided(neighbourhoods)
    return [each for each in found if (each.neighbourhood.id, each.key, each.since) not in decided]


def _since(reason: Reason) -> str:
    """Return how a reason says since when it holds, so that the same one a year later is another."""
    step = f"{reason.step.step.key}/" if reason.step else ""
    day: date | None = reason.since.date() if reason.since else None
    return f"{step}{day or ''}"


def _decided(neighbourhoods: Sequence[Neighbourhood]) -> set[tuple[int, str, str]]:
    rows = db.session.execute(_decisions(), {"places": [each.id for each in neighbourhoods]})
    return {(place, why, since) for place, why, since in rows}


@cache
def _decisions() -> Select[*tuple[Any, ...]]:
    places = bindparam("places", type_=Integer, expanding=True)
    found = select(PromptDecision.neighbourhood_id, PromptDecision.why, PromptDecision.since)
    return found.where(PromptDecision.neighbourhood_id.in_(places))
