"""The only clock: UTC inside, Europe/Amsterdam for people."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date on the calendar in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def local(moment: datetime) -> datetime:
    """Return the same moment on a Dutch wall clock."""
    return moment.astimezone(AMSTERDAM)


def on_the_wall(day: date, hour: time) -> datetime:
    """Return the moment of a Dutch date and time; what the clock skips in spring is moved on by that hour.

    What comes twice in autumn is the first of the two.
    """
    return datetime.combine(day, hour, AMSTERDAM).astimezone(UTC)
