"""Telling what changed, and reminding people the day before."""

from lms.kernel.queue import Job, enqueue
from lms.meetings.commands.telling import remind, tell_changes

TELL = "meetings.tell_changes"
REMIND = "meetings.remind"


def tell() -> None:
    """Do a batch in one transaction, and queue the next: a run that dies leaves the rest to the next one."""
    if tell_changes():
        enqueue(TELL)


def remind_people() -> None:
    """Do a batch in one transaction, and queue the next."""
    if remind():
        enqueue(REMIND)


JOBS = (Job(TELL, tell, every="*/2 * * * *"), Job(REMIND, remind_people, every="*/5 * * * *"))
