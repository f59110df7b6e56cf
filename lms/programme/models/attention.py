"""Why a neighbourhood may need its adviser: one pure function, in words a page can say; never a score or a rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.programme.enums import NeighbourhoodState
from lms.programme.models.neighbourhoods import Neighbourhood
from lms.programme.models.standing import Standing, StepStanding

SILENT_AFTER = timedelta(weeks=4)
STILL_AFTER = timedelta(weeks=8)
AT_WORK = (NeighbourhoodState.STARTED, NeighbourhoodState.RUNNING)


class Why(StrEnum):
    """A reason to look at a neighbourhood."""

    SILENT = "silent"
    STANDING_STILL = "standing_still"
    NO_DIRECTOR = "no_director"
    NO_ADVISER = "no_adviser"
    SEEN_OTHERWISE = "seen_otherwise"


@dataclass(frozen=True)
class Reason:
    """A reason, since when it holds, and the step it is about, when it is about one."""

    why: Why
    since: datetime | None = None
    step: StepStanding | None = None


def attention(neighbourhood: Neighbourhood, standing: Standing, moment: datetime) -> tuple[Reason, ...]:
    """Return why this neighbourhood may need its adviser now; nothing when it is at rest or not at work."""
    if neighbourhood.state not in AT_WORK:
        return ()
    found = []
    heard = neighbourhood.last_sign_at or neighbourhood.created_at
    if moment - heard >= SILENT_AFTER:
        found.append(Reason(Why.SILENT, heard))
    here = standing.here
    if here and here.said and here.busy and moment - here.said.at >= STILL_AFTER:
        found.append(Reason(Why.STANDING_STILL, here.said.at, here))
    if neighbourhood.director_id is None:
        found.append(Reason(Why.NO_DIRECTOR))
    if neighbourhood.lost_adviser:
        found.append(Reason(Why.NO_ADVISER))
    found += [Reason(Why.SEEN_OTHERWISE, step.otherwise.at, step) for step in standing.steps if step.otherwise]
    return tuple(found)


def first_those_who_need_it(
    neighbourhoods: list[Neighbourhood], standings: Mapping[int, Standing], moment: datetime
) -> list[tuple[Neighbourhood, tuple[Reason, ...]]]:
    """Return neighbourhoods with their reasons: those with a reason first, each group by name."""
    told = [(each, attention(each, standings[each.id], moment)) for each in neighbourhoods]
    return sorted(told, key=lambda pair: (not pair[1], pair[0].name.casefold()))
