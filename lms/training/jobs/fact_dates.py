"""Reminding of facts whose date to check again has come."""

from lms.kernel.queue import Job
from lms.training.commands.fact_dates import remind_of_facts

JOBS = (Job("training.remind_of_facts", remind_of_facts, every="37 5 * * *"),)
