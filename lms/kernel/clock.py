"""The only clock: UTC inside, Europe/Amsterdam for people."""

from datetime import UTC, date, datetime
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
