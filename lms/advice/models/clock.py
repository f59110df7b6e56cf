"""The clock of a question: by when the answer comes, how many days are gone, and how many it stood still.

Days are Dutch working days (:mod:`lms.kernel.working_days`). The day a question comes in is day 0. The clock stands
still while the question lies with who asked it: from the day they were asked whether it was understood up to and
including the day they said so, unless that was the same day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lms.advice.enums import AdviceSize
from lms.kernel.working_days import add_working_days, is_working_day, working_days_between


@dataclass(frozen=True)
class Norm:
    """Within how many working days an adviser says "I take this up", and within how many the answer comes."""

    first: int
    answer: int


#: What holds until somebody sets another norm.
NORMS = {AdviceSize.SHORT: Norm(2, 5), AdviceSize.TAILORED: Norm(2, 10), AdviceSize.STRATEGIC: Norm(2, 30)}


@dataclass(frozen=True)
class Pause:
    """The clock stands still from the first day up to and including the last; without a last day it still does."""

    first: date
    last: date | None = None

    def days(self, today: date) -> frozenset[date]:
        """Return its working days; none when it began and ended on one day."""
        last = today if self.last is None else self.last
        if self.last == self.first:
            return frozenset()
        every = (self.first + timedelta(days=at) for at in range((last - self.first).days + 1))
        return frozenset(day for day in every if is_working_day(day))


@dataclass(frozen=True)
class Clock:
    """Where a question is in its time.

    ``gross`` counts all working days since it came in, ``still`` those on which the clock stood still and ``day`` the
    others, so that ``gross == day + still``. ``due_on`` is the last day for the answer, a running pause included.
    """

    received_on: date
    of: int
    day: int
    still: int
    due_on: date
    running: bool
    pauses: tuple[Pause, ...] = ()

    @property
    def gross(self) -> int:
        """All working days that went by."""
        return self.day + self.still

    @property
    def paused(self) -> tuple[int, ...]:
        """Which of all working days that went by the clock stood still on, counted from the day it came in."""
        end = add_working_days(self.received_on, self.gross)
        days = sorted({day for each in self.pauses for day in each.days(end) if self.received_on < day <= end})
        return tuple(working_days_between(self.received_on, day) for day in days)

    @property
    def over(self) -> int:
        """By how many working days the norm was passed; zero in time."""
        return max(0, self.day - self.of)


def clock(received_on: date, days: int, pauses: Iterable[Pause], today: date, answered_on: date | None = None) -> Clock:
    """Return where a question is that must be answered within ``days`` working days; it ends when it was answered."""
    pauses = tuple(pauses)
    end = today if answered_on is None else answered_on
    still = frozenset(day for each in pauses for day in each.days(end) if received_on < day)
    stood = sum(day <= end for day in still)
    return Clock(
        received_on=received_on,
        of=days,
        day=max(0, working_days_between(received_on, end)) - stood,
        still=stood,
        due_on=due_on(received_on, days, still),
        running=answered_on is None and any(each.last is None for each in pauses),
        pauses=pauses,
    )


def due_on(received_on: date, days: int, still: frozenset[date]) -> date:
    """Return the last day for the answer: the ``days``-th working day on which the clock did not stand still."""
    due, left = add_working_days(received_on, days), sorted(still)
    for day in left:
        if day <= due:
            due = add_working_days(due, 1)
    return due


def pauses_between(moves: Sequence[tuple[date, bool]]) -> tuple[Pause, ...]:
    """Return the pauses of a history: ``(day, whether it lies with who asked from then on)`` in order of time."""
    found: list[Pause] = []
    began: date | None = None
    for day, waits in moves:
        if waits and began is None:
            began = day
        elif not waits and began is not None:
            found.append(Pause(began, day))
            began = None
    return (*found, Pause(began)) if began is not None else tuple(found)
