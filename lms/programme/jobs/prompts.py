"""Asking by ourselves, once a week."""

from lms.kernel.queue import Job, enqueue
from lms.programme.commands.prompts import ask_where_it_is_quiet

ASK = "programme.ask_where_it_is_quiet"


def ask_a_batch(after: int = 0) -> None:
    """Ask the directors of a batch of quiet neighbourhoods, and queue the next batch."""
    last = ask_where_it_is_quiet(after)
    if last is not None:
        enqueue(ASK, last)


JOBS = (Job(ASK, ask_a_batch, every="7 7 * * 1"),)
