"""Days that people give: none lies so far away that counting on from it leaves the calendar."""

from datetime import UTC, date, datetime, time

from lms.kernel.clock import AMSTERDAM, local

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def is_near(day: date) -> bool:
    """Say whether a day lies in the years we reckon with."""
    return FIRST <= day <= LAST


def given_day(text: str) -> date:
    """Return the day somebody sent; raise ValueError, as ``date`` does, for what is none or lies too far away."""
    day = date.fromisoformat(text)
    if not is_near(day):
        raise ValueError("too far away")
    return day


def given_moment(day: date, at: time) -> datetime:
    """Return a time on a Dutch wall clock; raise ValueError for one that is skipped when the clock goes forward.

    An hour that comes twice, when the clock goes back, means the first.
    """
    moment = datetime.combine(day, at, AMSTERDAM)
    if local(moment.astimezone(UTC)).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError("no clock shows this time")
    return moment
