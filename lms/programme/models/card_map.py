"""Carrying progress from one card to the next: a pure function over a map and the latest of what was said.

The map is a set of pairs (old key, new key). The rules, for what the neighbourhood said itself and, apart, for what its
adviser said:

- an old step without a pair is *dropped*: nothing of it is carried, its history stays with the old card;
- a new step with one old step (*same*, or a part of a *split* one) gets the last word about that step as it was;
- a new step with several old steps (*merged*) gets: the status they share; else *reopened* when one of them was taken
  up again; else *in progress*, because the whole is begun and not done. Steps nobody spoke of count as not started;
- a new step whose old steps nobody spoke of gets nothing: nothing is invented.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lms.programme.enums import MapKind, StepStatus, View
from lms.programme.models.card_body import ActionCard
from lms.programme.models.standing import OWN

Pair = tuple[str, str]
Pairs = Collection[Pair]


class Told(Protocol):
    """One row of step progress, as far as carrying needs it."""

    id: int
    step_key: str
    status: StepStatus
    view: View
    reason: str
    by_id: int | None
    at: datetime


@dataclass
class Word:
    """What is said of a step of the new card; ``id`` is that of the last row it comes from and gives the order."""

    id: int
    step_key: str
    status: StepStatus
    view: View
    reason: str
    by_id: int | None
    at: datetime


def carried(pairs: Pairs, said: Iterable[Told]) -> list[Word]:
    """Return what a neighbourhood has to say on the new card, oldest first, from what was said on the old one."""
    last: dict[tuple[str, bool], Told] = {}
    for row in sorted(said, key=lambda each: each.id):
        last[row.step_key, row.view in OWN] = row
    sources: dict[str, list[str]] = {}
    for old, new in dict.fromkeys(pairs):
        sources.setdefault(new, []).append(old)
    words = [
        _word(new, [last.get((old, own)) for old in olds]) for new, olds in sources.items() for own in (True, False)
    ]
    place = {new: at for at, new in enumerate(sources)}
    found = [word for word in words if word is not None]
    return sorted(found, key=lambda word: (word.id, -place[word.step_key]))  # of a split step, the first part is "here"


def likely_pairs(before: ActionCard, after: ActionCard) -> list[Pair]:
    """Return the map a coordinator begins with: steps with equal keys are the same."""
    keys = {step.key for step in after.steps}
    return [(step.key, step.key) for step in before.steps if step.key in keys]


def kinds_of(keys: Iterable[str], pairs: Pairs) -> Mapping[str, MapKind]:
    """Return what becomes of each of these old steps."""
    return {key: _kind(key, pairs) for key in keys}


def _kind(key: str, pairs: Pairs) -> MapKind:
    targets = {new for old, new in pairs if old == key}
    if not targets:
        return MapKind.DROPPED
    if len(targets) > 1:
        return MapKind.SPLIT
    return MapKind.MERGED if any(new in targets and old != key for old, new in pairs) else MapKind.SAME


def _word(key: str, told: list[Told | None]) -> Word | None:
    there = [row for row in told if row is not None]
    if not there:
        return None
    newest = max(there, key=lambda row: row.id)
    if len(told) == 1:
        return Word(newest.id, key, newest.status, newest.view, newest.reason, newest.by_id, newest.at)
    statuses = {row.status if row else StepStatus.NOT_STARTED for row in told}
    status = _merged(statuses)
    speaking = max((row for row in there if row.status is status), default=newest, key=lambda row: row.id)
    return Word(newest.id, key, status, _view(told), speaking.reason, speaking.by_id, speaking.at)


def _merged(statuses: Collection[StepStatus]) -> StepStatus:
    if len(statuses) == 1:
        return next(iter(statuses))
    return StepStatus.REOPENED if StepStatus.REOPENED in statuses else StepStatus.IN_PROGRESS


def _view(told: list[Told | None]) -> View:
    views = {row.view if row else View.SELF for row in told if row is None or row.view in OWN}
    if any(row is not None and row.view is View.ADVISER for row in told):
        return View.ADVISER
    return View.TOGETHER if views == {View.TOGETHER} else View.SELF
