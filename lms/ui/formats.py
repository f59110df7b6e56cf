"""Dates, times and numbers the way readers say them, in the language of the request.

Times are stored in UTC and shown on a Dutch wall clock; a time without a zone is taken as UTC.
"""

import zlib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask

from lms.kernel.clock import local, today
from lms.ui.languages import locale_now

DUTCH = Locale("nl")
#: How many days, and the words for one and for more; by whether the language is Dutch.
_SPANS = {
    True: ((365, "jaar", "jaar"), (7, "week", "weken"), (1, "dag", "dagen")),
    False: ((365, "year", "years"), (7, "week", "weeks"), (1, "day", "days")),
}
TINTS = ("", "sky", "plum", "amber")


def _locale() -> Locale:
    return locale_now() or DUTCH


def _on_the_wall(moment: datetime) -> datetime:
    return local(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _date(value: date) -> date:
    return _on_the_wall(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=2048)  # a page tells the same few days again and again
def _told(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


def day(value: date) -> str:
    """2 december 2025."""
    return _told(_date(value), "d MMMM y", _locale())


def weekday(value: date) -> str:
    """Dinsdag 2 december 2025, in lower case."""
    return _told(_date(value), "EEEE d MMMM y", _locale())


def near(value: date) -> str:
    """Di 2 december, in lower case: for dates within the year."""
    return _told(_date(value), "EE d MMMM", _locale())


def month(value: date) -> str:
    """December 2025, in lower case."""
    return _told(_date(value), "MMMM y", _locale())


def day_number(value: date) -> int:
    """Return 2 for 2 december."""
    return _date(value).day


def month_short(value: date) -> str:
    """Dec, in lower case and without a dot."""
    return _told(_date(value), "MMM", _locale()).rstrip(".")


def weekday_short(value: date) -> str:
    """Di, in lower case."""
    return _told(_date(value), "EE", _locale()).rstrip(".")


def _clock(value: datetime | time) -> str:
    wall = _on_the_wall(value) if isinstance(value, datetime) else value
    if _locale().language == "nl":
        return f"{wall.hour}.{wall.minute:02}"
    return f"{wall.hour}:{wall.minute:02}"


def clock(value: datetime | time) -> str:
    """13.00 uur."""
    return _clock(value) + _hours_word()


def period(start: datetime | time, end: datetime | time) -> str:
    """13.00 tot 16.00 uur."""
    word = "tot" if _locale().language == "nl" else "to"
    return f"{_clock(start)} {word} {_clock(end)}{_hours_word()}"


def span(start: datetime, end: datetime) -> str:
    """Dinsdag 2 december 2025, 13.00 tot 16.00 uur, in lower case; past midnight with both days."""
    if _date(start) == _date(end):
        return f"{weekday(start)}, {period(start, end)}"
    word = "tot" if _locale().language == "nl" else "to"
    return f"{weekday(start)}, {clock(start)} {word} {weekday(end)}, {clock(end)}"


def _hours_word() -> str:
    return " uur" if _locale().language == "nl" else ""


def moment(value: datetime) -> str:
    """Di 2 december 2025, 13.00 uur, in lower case."""
    return f"{_told(_date(value), 'EE d MMMM y', _locale())}, {clock(value)}"


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """1.234,5: with the separators of the language; ``decimals`` fixes the places after the comma."""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_locale())


def minutes(value: int) -> str:
    """45 minuten, 1 uur, 1 uur en 30 minuten."""
    dutch = _locale().language == "nl"
    hours, rest = divmod(value, 60)
    hour_word = "uur" if dutch else ("hour" if hours == 1 else "hours")
    minute_word = ("minuut" if rest == 1 else "minuten") if dutch else ("minute" if rest == 1 else "minutes")
    parts = [f"{hours} {hour_word}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} {minute_word}")
    return (" en " if dutch else " and ").join(parts)


def lasting(days: int) -> str:
    """2 jaar, 26 weken, 90 dagen: exactly as many days as were given."""
    dutch = _locale().language == "nl"
    for span, one, many in _SPANS[dutch]:
        if days and days % span == 0:
            return f"{days // span} {one if days == span else many}"
    return "tot de volgende nacht" if dutch else "until the next night"


def ago(value: date) -> str:
    """Vandaag, gisteren, 4 dagen geleden, 3 weken geleden, 2 maanden geleden; in lower case, by the Dutch calendar."""
    days = max(0, (today() - _date(value)).days)
    dutch = _locale().language == "nl"
    if days < 2:
        return (("vandaag", "gisteren") if dutch else ("today", "yesterday"))[days]
    count, one, many = _span(days, dutch)
    return f"{count} {one if count == 1 else many} {'geleden' if dutch else 'ago'}"


def _span(days: int, dutch: bool) -> tuple[int, str, str]:
    if days < 14:
        return days, *(("dag", "dagen") if dutch else ("day", "days"))
    if days < 61:
        return days // 7, *(("week", "weken") if dutch else ("week", "weeks"))
    if days < 730:
        return days // 30, *(("maand", "maanden") if dutch else ("month", "months"))
    return days // 365, *(("jaar", "jaar") if dutch else ("year", "years"))


def iso(value: date | time) -> str:
    """2025-12-02T12:00:00+00:00: for the datetime attribute of <time>."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat(timespec="minutes")
    return value.isoformat()


def initials(name: str) -> str:
    """SB for Samira Bennani; small words such as "van der" do not count."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    capitals = [word[0] for word in words if word[0].isupper()] or [word[0].upper() for word in words]
    return "".join(capitals[:1] + capitals[1:][-1:])


def tint(key: str) -> str:
    """Return the avatar tint of a person: the same one for the same key, always."""
    return TINTS[zlib.crc32(key.encode()) % len(TINTS)]


FILTERS = {
    function.__name__: function
    for function in (
        day,
        weekday,
        near,
        month,
        day_number,
        month_short,
        weekday_short,
        clock,
        period,
        span,
        moment,
        number,
        minutes,
        lasting,
        ago,
        iso,
        initials,
        tint,
    )
}


def register(app: Flask) -> None:
    """Make the formats available to all templates as filters."""
    app.jinja_env.filters.update(FILTERS)
