"""Asking what came of advice. Each job does a batch and queues the next; each asks what is due by now."""

from lms.advice.commands.followups import ask_followups, close_unanswered, remind_of_followups
from lms.kernel.queue import Job, enqueue

ASK, REMIND, CLOSE = "advice.ask_followups", "advice.remind_of_followups", "advice.close_unanswered"


def ask() -> None:
    """Ask about advice that was given six weeks, or six months, ago."""
    if ask_followups():
        enqueue(ASK)


def remind() -> None:
    """Remind who did not answer, once."""
    if remind_of_followups():
        enqueue(REMIND)


def close() -> None:
    """Close advice about which nobody told anything for half a year."""
    if close_unanswered():
        enqueue(CLOSE)


JOBS = (
    Job(ASK, ask, every="43 6 * * *"),
    Job(REMIND, remind, every="49 6 * * *"),
    Job(CLOSE, close, every="33 2 * * *"),
)
