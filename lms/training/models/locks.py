"""Why something on a path is not open yet, and what to do about it: pure, and the same for pages and server."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Lockable(Protocol):
    """What a lock needs to know of an item on a path."""

    @property
    def uid(self) -> str:
        """What the item is called for ever."""

    @property
    def required(self) -> bool:
        """Whether it is asked of everybody on the path."""

    @property
    def after(self) -> str | None:
        """The uid of the item that comes first, or nothing."""

    @property
    def opens_on(self) -> date | None:
        """The first day it is open, or nothing."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Why an item is closed. It always says what to do: finish ``do``, which is open, or wait until ``opens_on``.

    ``waits_for``: the item right before it in the chain; ``do`` is where that chain begins.
    """

    waits_for: str | None = None
    do: str | None = None
    opens_on: date | None = None


def locks(
    items: Sequence[Lockable], *, finished: Collection[str], begun: Collection[str], ordered: bool, today: date
) -> dict[str, Lock]:
    """Return the locks by the uid of the item; an item that is open is not in it.

    What somebody began or finished is never locked. An item waits for an earlier one only, so nothing waits for itself.
    """
    found: dict[str, Lock] = {}
    for place, item in enumerate(items):
        if item.uid in finished or item.uid in begun:
            continue
        before = [each for each in items[:place] if each.uid not in finished]
        lock = _lock(item, _first_of(item, before, ordered=ordered), found, today)
        if lock:
            found[item.uid] = lock
    return found


def _first_of(item: Lockable, before: Sequence[Lockable], *, ordered: bool) -> Lockable | None:
    """Return the unfinished item that comes first: the one it names, or the first that is asked of everybody."""
    named = next((each for each in before if each.uid == item.after), None)
    return named or (next((each for each in before if each.required), None) if ordered else None)


def _lock(item: Lockable, first: Lockable | None, found: Mapping[str, Lock], today: date) -> Lock | None:
    later = item.opens_on if item.opens_on and item.opens_on > today else None
    if first is None:
        return Lock(opens_on=later) if later else None
    chain = found.get(first.uid)
    if chain is None:
        return Lock(waits_for=first.uid, do=first.uid, opens_on=later)
    days = [day for day in (later, chain.opens_on) if day]
    return Lock(waits_for=first.uid, do=chain.do, opens_on=max(days, default=None))
