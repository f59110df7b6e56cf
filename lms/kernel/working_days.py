"""Dutch working days, for clocks such as "answer within ten working days".

Monday to Friday, except New Year's Day, Easter Monday, King's Day, Ascension Day, Whit Monday, both days of Christmas,
and Liberation Day once in five years (2025, 2030, ...), when most collective agreements make it a day off. That is the
public list of the ``holidays`` library without Good Friday: the Algemene termijnenwet (article 3) treats Good Friday
and every 5 May as holidays for the terms of that law, but offices are open and people answer, and a promise to a
person should not grow longer by a day that nobody has off. A term that follows from a law is not counted here.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

GOOD_FRIDAY = "Goede vrijdag"
MONDAY_TO_FRIDAY = range(5)


def day_off(day: date) -> str | None:
    """Return the Dutch name of the holiday on this day, or nothing on an ordinary day."""
    return _days_off(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Return whether offices are open."""
    return day.weekday() in MONDAY_TO_FRIDAY and day_off(day) is None


def add_working_days(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day``; a negative count goes back, zero gives the day itself."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days come after ``start`` up to and including ``end``; negative when end comes first.

    ``working_days_between(day, add_working_days(day, n)) == n`` for every n >= 0.
    """
    if end < start:
        return -working_days_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    last = [end - timedelta(days=back) for back in range(rest)]
    weekdays = weeks * 5 + sum(day.weekday() in MONDAY_TO_FRIDAY for day in last)
    years = range(start.year, end.year + 1)
    off = [day for year in years for day in _days_off(year) if day.weekday() in MONDAY_TO_FRIDAY]
    return weekdays - sum(start < day <= end for day in off)


@lru_cache(maxsize=64)
def _days_off(year: int) -> dict[date, str]:
    dutch = holidays.country_holidays("NL", years=year, language="nl")
    return {day: name for day, name in dutch.items() if name != GOOD_FRIDAY}
