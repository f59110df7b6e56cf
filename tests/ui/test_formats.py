"""Dates, times and numbers read as people say them, on a Dutch wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from lms.kernel.clock import today
from lms.ui import formats

NOON_IN_WINTER = datetime(2025, 12, 2, 12, 0, tzinfo=UTC)
LATE_IN_SUMMER = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "dutch", "english"),
    [
        ("{{ winter|day }}", "2 december 2025", "2 December 2025"),
        ("{{ winter|weekday }}", "dinsdag 2 december 2025", "Tuesday 2 December 2025"),
        ("{{ winter|near }}", "di 2 december", "Tue 2 December"),
        ("{{ winter|month_short }}", "dec", "Dec"),
        ("{{ winter|weekday_short }}", "di", "Tue"),
        ("{{ winter|day_number }}", "2", "2"),
        ("{{ winter|clock }}", "13.00 uur", "13:00"),
        ("{{ morning|clock }}", "9.05 uur", "9:05"),
        ("{{ winter|moment }}", "di 2 december 2025, 13.00 uur", "Tue 2 December 2025, 13:00"),
        ("{{ winter|period(morning) }}", "13.00 tot 9.05 uur", "13:00 to 9:05"),
        ("{{ summer|moment }}", "di 1 juli 2025, 0.30 uur", "Tue 1 July 2025, 0:30"),
        ("{{ 12345|number }}", "12.345", "12,345"),
        ("{{ half|number(1) }}", "2,5", "2.5"),
        ("{{ half|number(0) }}", "2", "2"),
        ("{{ 45|minutes }}", "45 minuten", "45 minutes"),
        ("{{ 1|minutes }}", "1 minuut", "1 minute"),
        ("{{ 60|minutes }}", "1 uur", "1 hour"),
        ("{{ 135|minutes }}", "2 uur en 15 minuten", "2 hours and 15 minutes"),
        ("{{ 0|minutes }}", "0 minuten", "0 minutes"),
        ("{{ winter|iso }}", "2025-12-02T12:00+00:00", "2025-12-02T12:00+00:00"),
        ("{{ christmas|iso }}", "2025-12-25", "2025-12-25"),
    ],
)
def test_formats_in_both_languages(render, source, dutch, english):
    given = {
        "winter": NOON_IN_WINTER,
        "summer": LATE_IN_SUMMER,
        "morning": time(9, 5),
        "half": Decimal("2.5"),
        "christmas": date(2025, 12, 25),
    }

    assert (render(source, **given), render(source, language="en", **given)) == (dutch, english)


def test_a_time_without_a_zone_is_utc(render):
    assert render("{{ naive|clock }}", naive=NOON_IN_WINTER.replace(tzinfo=None)) == "13.00 uur"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Samira Bennani", "SB"),
        ("Jan van der Berg", "JB"),
        ("Els Brouwer-de Wit", "EW"),
        ("Fatma", "F"),
        ("van dijk", "VD"),
        ("İbrahim Öztürk", "İÖ"),
        ("  ", ""),
    ],
)
def test_initials_leave_small_words_out(name, letters):
    assert formats.initials(name) == letters


def test_a_person_keeps_the_same_tint_and_people_share_the_four():
    tints = [formats.tint(f"person-{number}") for number in range(100)]

    assert tints == [formats.tint(f"person-{number}") for number in range(100)]
    assert set(tints) == set(formats.TINTS)


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (-1, "vandaag", "today"),
        (0, "vandaag", "today"),
        (1, "gisteren", "yesterday"),
        (2, "2 dagen geleden", "2 days ago"),
        (13, "13 dagen geleden", "13 days ago"),
        (14, "2 weken geleden", "2 weeks ago"),
        (60, "8 weken geleden", "8 weeks ago"),
        (61, "2 maanden geleden", "2 months ago"),
        (729, "24 maanden geleden", "24 months ago"),
        (1100, "3 jaar geleden", "3 years ago"),
    ],
)
def test_how_long_ago_is_said_in_days_weeks_months_or_years(render, days, dutch, english):
    told = today() - timedelta(days=days)

    assert [render("{{ told|ago }}", language, told=told) for language in ("nl", "en")] == [dutch, english]
