"""The days on which the Dutch clock changes, in a year that is still to come whenever the tests run."""

from datetime import date, timedelta

from lms.kernel.clock import today

YEAR = today().year + 1


def last_sunday(month: int) -> date:
    """Return the last Sunday of a month of 31 days."""
    last = date(YEAR, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


FORWARD, BACK = last_sunday(3), last_sunday(10)
