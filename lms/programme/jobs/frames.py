"""Telling people that something changes."""

from lms.kernel.queue import Job, enqueue
from lms.programme.commands.frames import TELL, tell_of_frame


def tell(uid: str, after: int = 0) -> None:
    """Tell a batch of people in one transaction, and queue the next."""
    last = tell_of_frame(uid, after)
    if last is not None:
        enqueue(TELL, uid, last)


JOBS = (Job(TELL, tell),)
