"""Giving questions back to who is back."""

from lms.advice.commands.handing import hand_back
from lms.kernel.queue import Job, enqueue

BACK = "advice.hand_back"


def back() -> None:
    """Give a batch back, and queue the next one when there may be more."""
    if hand_back():
        enqueue(BACK)


JOBS = (Job(BACK, back, every="11 5 * * *"),)
