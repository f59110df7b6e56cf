"""The clock counts Dutch working days, stands still while the question lies with who asked it, and is always right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.advice.models.clock import Pause, clock, pauses_between
from lms.kernel.working_days import add_working_days, is_working_day

FIRST, LAST = date(2020, 1, 1), date(2030, 12, 31)
days = st.dates(FIRST, LAST)
norms = st.integers(1, 60)


@st.composite
def histories(draw):
    """Draw a day, a norm, pauses in order of time, and today."""
    received, lengths = draw(days), draw(st.lists(st.integers(0, 25), max_size=8))
    at, pauses = received, []
    for length in lengths:
        begin = at + timedelta(days=draw(st.integers(0, 12)))
        at = begin + timedelta(days=length)
        pauses.append(Pause(begin, at))
    if pauses and draw(st.booleans()):
        pauses[-1] = Pause(pauses[-1].first)
    today = draw(st.integers(0, 200).map(lambda more: received + timedelta(days=more)))
    seen = [each for each in pauses if each.first <= today]
    if seen and seen[-1].last is not None and seen[-1].last > today:
        seen[-1] = Pause(seen[-1].first)
    return received, draw(norms), seen, today


def counted_one_by_one(received, pauses, today):
    """Count as somebody with a calendar would: day after day."""
    going = still = 0
    day = received
    while day < today:
        day += timedelta(days=1)
        if not is_working_day(day):
            continue
        waits = any(each.first <= day <= (each.last or today) and each.first != each.last for each in pauses)
        still, going = still + waits, going + (not waits)
    return going, still


@given(histories())
def test_it_counts_as_somebody_with_a_calendar_would(history):
    received, norm, pauses, today = history
    if pauses and pauses[-1].last is None and pauses[-1].first == today:
        pauses = pauses[:-1]  # begun today: whether today stands still is not known yet

    found = clock(received, norm, pauses, today)

    assert (found.day, found.still) == counted_one_by_one(received, pauses, today)
    assert found.gross == found.day + found.still


@given(histories())
def test_the_last_day_is_a_working_day_on_which_the_norm_is_just_used_up(history):
    received, norm, pauses, today = history
    ended = [Pause(each.first, each.last or max(today, each.first)) for each in pauses]
    last = clock(received, norm, ended, today).due_on

    found, day_before = (
        clock(received, norm, ended, day, answered_on=day) for day in (last, add_working_days(last, -1))
    )

    assert is_working_day(last)
    assert (found.day, found.over, day_before.day < norm) == (norm, 0, True)


@given(days, norms)
def test_without_a_pause_it_is_the_norm_in_working_days(received, norm):
    assert clock(received, norm, (), received).due_on == add_working_days(received, norm)


@given(histories(), st.integers(1, 30))
def test_time_never_runs_backwards(history, more):
    received, norm, pauses, today = history
    now, later = (clock(received, norm, pauses, day) for day in (today, today + timedelta(days=more)))

    assert (later.day >= now.day, later.gross >= now.gross, later.due_on >= now.due_on) == (True, True, True)


@given(days, norms, st.integers(0, 40), st.integers(1, 40))
def test_while_it_runs_a_pause_counts_no_day_and_moves_the_last_day_by_as_many(received, norm, waited, more):
    asked = received + timedelta(days=waited)
    now, later = (clock(received, norm, [Pause(asked)], asked + timedelta(days=each)) for each in (1, 1 + more))

    passed = later.gross - now.gross
    assert (now.running, later.day, later.still - now.still) == (True, now.day, passed)
    if asked <= add_working_days(received, norm):
        assert later.due_on == add_working_days(now.due_on, passed)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 27), date(2026, 4, 13)),  # Good Friday counts, Easter Monday does not
        (date(2026, 4, 20), date(2026, 5, 5)),  # King's Day does not, 5 May of 2026 does
        (date(2025, 4, 25), date(2025, 5, 12)),  # Liberation Day of the fifth year does not
        (date(2025, 12, 15), date(2025, 12, 31)),  # both days of Christmas
        (date(2025, 12, 24), date(2026, 1, 12)),  # and New Year's Day
    ],
)
def test_dutch_days_off_make_an_answer_later(received, due):
    assert clock(received, 10, (), received).due_on == due


def test_it_tells_day_four_of_ten_with_two_days_paused():
    asked, understood = date(2025, 11, 14), date(2025, 11, 17)

    found = clock(date(2025, 11, 13), 10, [Pause(asked, understood)], date(2025, 11, 21))

    assert (found.day, found.of, found.still, found.due_on) == (4, 10, 2, date(2025, 12, 1))


def test_a_pause_over_christmas_stands_still_for_its_working_days_alone():
    """Trap 19: the days off inside a pause were never going to count."""
    found = clock(date(2025, 12, 22), 10, [Pause(date(2025, 12, 24), date(2025, 12, 29))], date(2025, 12, 30))

    assert (found.day, found.still, found.due_on) == (2, 2, date(2026, 1, 12))


def test_asked_and_confirmed_on_one_day_costs_nobody_a_day():
    same = date(2025, 11, 18)

    assert clock(date(2025, 11, 13), 10, [Pause(same, same)], date(2025, 11, 21)).still == 0


def test_pauses_follow_from_the_history():
    first, second, third = date(2025, 11, 14), date(2025, 11, 17), date(2025, 11, 19)

    found = pauses_between([(first, False), (first, True), (second, False), (second, False), (third, True)])

    assert found == (Pause(first, second), Pause(third))
