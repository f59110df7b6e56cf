"""Learning paths in the background: people meet them, days come near, rounds open."""

from lms.kernel.queue import Job, enqueue
from lms.training.commands.path_reminders import open_rounds, remind_members, remind_rounds
from lms.training.commands.paths import meet_paths, settle_members
from lms.training.sync.path_storing import SETTLE

MEET, REMIND, RENEW = "training.meet_paths", "training.remind_paths", "training.renew_paths"


def meet() -> None:
    """Do a batch in one transaction, and queue the next: a run that dies leaves the rest to the next one."""
    if meet_paths():
        enqueue(MEET)


def remind() -> None:
    """Remind a batch of people of the day they are due, and queue the next."""
    if remind_members() + remind_rounds():
        enqueue(REMIND)


def renew() -> None:
    """Open a batch of rounds, and queue the next."""
    if open_rounds():
        enqueue(RENEW)


def settle(path_id: int, after: int = 0) -> None:
    """Look again who is done with a path that changed, a batch at a time."""
    if last := settle_members(path_id, after):
        enqueue(SETTLE, path_id, last)


JOBS = (
    Job(MEET, meet, every="*/20 * * * *"),
    Job(REMIND, remind, every="3 6 * * *"),
    Job(RENEW, renew, every="43 4 * * *"),
    Job(SETTLE, settle),
)
