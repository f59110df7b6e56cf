"""What is shown of counts of people to who writes modules: whole fives, and never a few. Pure.

Every count is shown rounded down to a whole five; 1 to 4 people are "fewer than 5", nobody is nobody. Shares are worked
out from those, so they tell no more. People are shown all together, or of one group (a role, a neighbourhood, a
quarter), never of two kinds of group at once, and of each kind one group is never shown: other roles, people without a
neighbourhood, who began long ago; groups of fewer than five join it.

What that guarantees: whoever takes what is shown apart from the whole cannot tell how small a small count is. Say a
count of at most 4 is hidden and others are shown beside it. The whole lies in ``[5a, 5a+4]``, each other in ``[5b,
5b+4]``, and what is never shown may hold any number. So the hidden count is at most ``5a + 4`` less all ``5b``, which
is four more than a whole five and not below the true count: 4 or more, which says nothing; and at least nothing at all,
for what is never shown may hold what is left. The same holds inside one view. Who is still learning is never shown:
began = finished + stopped + still learning. Of the people who stopped, those who had not done the first part yet are
shown in the whole alone; and after which part nobody stopped is not told apart from a few, for of several hidden counts
that are one at least the whole would give the others away. A view of fewer than five people says only that. Who sees
the learners of some neighbourhoods only sees them together, and takes nothing from nothing. Counts change once a night,
so nobody sees them move while one person learns. It does not guard against somebody who knows from elsewhere how the
other people of a group did, or against several people with different rights who put their pages side by side, further
than whole fives do; nor, where many counts end in four or nine at once, against who works out from other columns that
what is never shown holds four at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.kernel.small_cells import THRESHOLD, TOO_SMALL, Hidden, Shown

STEP = THRESHOLD
#: What is counted: of a module who began, finished it, or stopped before its first part was done.
BEGAN, FINISHED, STOPPED = "began", "finished", "stopped"
#: Of a part who began on it and who did it (and STOPPED after it); of a question who answered, wrong first, and again.
DONE, ANSWERED, SLIPPED, AGAIN = "done", "answered", "slipped", "again"
#: Before a slip: how many made this one.
SLIP = "slip:"
#: Who did nothing in a module for so long, and has not finished it, stopped.
STILL_WEEKS = 4
#: Quarters of a year by which people are shown; who began before them is not shown apart.
QUARTERS = 8

Counts = Mapping[tuple[str, str], int]


def shown(people: int) -> Shown:
    """Return what is shown of a count: nobody, fewer than five, or a whole five."""
    if people < THRESHOLD:
        return TOO_SMALL if people else 0
    return people - people % STEP


def share_of(part: Shown, whole: Shown) -> int | None:
    """Return a percentage of two counts as they are shown, or nothing when either is hidden or nobody is there."""
    if isinstance(part, Hidden) or isinstance(whole, Hidden) or not whole:
        return None
    return min(100, round(part * 100 / whole))


@dataclass(frozen=True)
class Tally:
    """The true counts of one view (everybody, or one group); everything it returns may be shown."""

    counts: Counts

    def of(self, mark: str, subject: str = "") -> Shown:
        """Return how many people, as shown."""
        return self._told(self.counts.get((subject, mark), 0))

    def began(self, part: str) -> Shown:
        """Return how many began on a part: who did it, and who only answered a question there."""
        return self._told(self.counts.get((part, DONE), 0) + self.counts.get((part, BEGAN), 0))

    @property
    def stopped(self) -> Shown:
        """How many stopped, wherever they were."""
        return self._told(sum(people for (_subject, mark), people in self.counts.items() if mark == STOPPED))

    def stopped_after(self, part: str) -> Shown:
        """Return how many stopped after a part: a few, or nobody, is fewer than five, unless nobody stopped at all."""
        here = self.counts.get((part, STOPPED), 0)
        return TOO_SMALL if here < THRESHOLD and self.stopped else shown(here)

    def _told(self, people: int) -> Shown:
        return TOO_SMALL if 0 < self.counts.get(("", BEGAN), 0) < THRESHOLD else shown(people)

    def slip(self, question: str) -> tuple[str, Shown] | None:
        """Return the slip that most people made in their first answer, when five made it; of equals the first by key.

        Which one comes first is told of true counts: it says that no other slip was made by more people.
        """
        made = {mark: count for (subject, mark), count in self.counts.items() if subject == question}
        slips = sorted((-count, mark) for mark, count in made.items() if mark.startswith(SLIP))
        if not slips or -slips[0][0] < THRESHOLD:
            return None
        return slips[0][1].removeprefix(SLIP), shown(-slips[0][0])
