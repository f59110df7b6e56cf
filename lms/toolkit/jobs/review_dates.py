"""Reminding of items whose date to look again has come."""

from lms.kernel.queue import Job, enqueue
from lms.toolkit.commands.owners import remind_of_looks

REMIND = "toolkit.remind_of_looks"


def remind() -> None:
    """Do a batch in one transaction, and queue the next: a run that dies leaves the rest to the next one."""
    if remind_of_looks():
        enqueue(REMIND)


JOBS = (Job(REMIND, remind, every="31 5 * * *"),)
