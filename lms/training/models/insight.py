"""What is shown of counts of people to who writes modules: whole fives, and never a few. Pure.

Every count is shown rounded down to a whole five; 1 to 4 people are "fewer than 5", nobody is nobody. Shares are worked
out from those, so they tell no more. People are shown all together, or of one group (a role, a neighbourhood, a
quarter), never of two kinds of group at once, and of each kind one group is never shown: other roles, people without a
neighbourhood, who began long ago; groups of fewer than five join it.

What that guarantees: whoever takes the groups that are shown from the whole cannot tell how small a small count is.
Say a count of 1 to 4 is hidden and other groups are shown beside it. The whole lies in ``[5a, 5a+4]``, each other
group in ``[5b, 5b+4]``, and the group that is never shown may hold any number. So the hidden count is at most
``5a + 4`` less all ``5b``, which is four more than a whole five and not below the true count: 4 or more, which says
nothing. From below nothing is known at all, for the group that is never shown may hold what is left. So every hidden
count may be 1, 2, 3 or 4. The same holds inside one view, where who is still learning is never shown: began = finished
+ stopped + still learning. Who sees the learners of some neighbourhoods only sees them together, and takes nothing from
nothing. Counts change once a night, so nobody sees them move while one person learns. It does not guard against
somebody who knows from elsewhere how the other people of a group did, or against several people with different rights
who put their pages side by side, further than whole fives do.
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
        return shown(self.counts.get((subject, mark), 0))

    def began(self, part: str) -> Shown:
        """Return how many began on a part: who did it, and who only answered a question there."""
        return shown(self.counts.get((part, DONE), 0) + self.counts.get((part, BEGAN), 0))

    @property
    def stopped(self) -> Shown:
        """How many stopped, wherever they were."""
        return shown(sum(people for (_subject, mark), people in self.counts.items() if mark == STOPPED))

    def slip(self, question: str) -> tuple[str, Shown] | None:
        """Return the slip that most people made in their first answer, when five made it; of equals the first by key.

        Which one comes first is told of true counts: it says that no other slip was made by more people.
        """
        made = {mark: count for (subject, mark), count in self.counts.items() if subject == question}
        slips = sorted((-count, mark) for mark, count in made.items() if mark.startswith(SLIP))
        if not slips or -slips[0][0] < THRESHOLD:
            return None
        return slips[0][1].removeprefix(SLIP), shown(-slips[0][0])
