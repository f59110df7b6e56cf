"""Questions whether somebody joins a team: told when an account opens, closed when nobody answers."""

from lms.kernel.queue import Job, enqueue
from lms.programme.commands.asked import TELL, close_unanswered, tell_of_questions

CLOSE = "programme.close_unanswered_questions"


def close() -> None:
    """Close a batch in one transaction, and queue the next."""
    if close_unanswered():
        enqueue(CLOSE)


JOBS = (Job(TELL, tell_of_questions), Job(CLOSE, close, every="13 4 * * *"))
