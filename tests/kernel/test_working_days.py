"""Working days: the Dutch calendar as people live it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.working_days import add_working_days, day_off, is_working_day, working_days_between

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 1, 1), False),
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 27), False),  # King's Day
        (date(2025, 4, 28), True),  # King's Day was moved to Saturday the 26th
        (date(2026, 5, 5), True),  # Liberation Day of an ordinary year
        (date(2025, 5, 5), False),  # Liberation Day of a fifth year
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 5, 15), True),  # the day after
        (date(2026, 5, 25), False),  # Whit Monday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), True),  # Christmas on a Saturday gives no day in its place
    ],
)
def test_offices_are_open_on_the_days_people_work(day, open_):
    assert is_working_day(day) is open_


def test_a_day_off_has_a_name():
    assert (day_off(date(2026, 4, 27)), day_off(date(2026, 4, 28))) == ("Koningsdag", None)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # what comes in on a Saturday counts from Monday
        (date(2026, 12, 22), 5, date(2026, 12, 30)),
        (date(2026, 4, 24), 10, date(2026, 5, 11)),
        (date(2026, 12, 28), -1, date(2026, 12, 24)),
    ],
)
def test_working_days_are_added_over_weekends_and_holidays(day, count, expected):
    assert add_working_days(day, count) == expected


@given(DAYS, st.integers(0, 260))
def test_counting_undoes_adding(day, count):
    assert working_days_between(day, add_working_days(day, count)) == count


@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(one, other):
    start, end = sorted((one, other))
    each = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]

    assert working_days_between(start, end) == sum(map(is_working_day, each)) == -working_days_between(end, start)
