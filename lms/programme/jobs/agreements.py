"""Reminding people that an agreement ends."""

from lms.kernel.queue import Job, enqueue
from lms.programme.commands.agreements import remind_of_agreements

REMIND = "programme.remind_of_agreements"


def remind() -> None:
    """Do a batch in one transaction, and queue the next: a run that dies leaves the rest to the next one."""
    if remind_of_agreements():
        enqueue(REMIND)


JOBS = (Job(REMIND, remind, every="23 5 * * *"),)
