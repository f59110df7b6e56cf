"""Reminding of risks."""

from lms.kernel.queue import Job
from lms.programme.commands.risks import remind_of_reviews

JOBS = (Job("programme.remind_of_reviews", remind_of_reviews, every="7 5 * * *"),)
