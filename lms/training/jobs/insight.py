"""Counting at night how people get on, one module at a time: reading holds up nobody, writing is short."""

from datetime import timedelta

from lms.kernel.clock import now
from lms.kernel.db import writing
from lms.kernel.queue import Job, enqueue
from lms.kernel.work import end_reading
from lms.training.commands.insight import keep_counts
from lms.training.queries.insight_counting import counted, module_to_count

COUNT = "training.count_insight"
#: A run that was queued again within this time goes on with the modules that are left.
ONE_NIGHT = timedelta(hours=12)


def count() -> None:
    """Count a module that was not counted this night, and queue the next."""
    with writing(False):
        module = module_to_count(now() - ONE_NIGHT)
        found = counted(module) if module else []
        end_reading()
    if module:
        keep_counts(module, found)
        enqueue(COUNT)


JOBS = (Job(COUNT, count, every="37 2 * * *"),)
