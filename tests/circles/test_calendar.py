"""The calendar of a circle: a secret address for each of its people, without a way in or a confidential word."""

import re

import pytest
from icalendar import Calendar

from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.members import end_membership
from lms.circles.enums import Hushed
from lms.kernel.db import db
from lms.meetings.models import CalendarFeed
from tests.factories.circles import a_circle, a_day, a_facilitator, a_session, again, in_circle, membership, whole

pytestmark = pytest.mark.usefixtures("database")
HERE = "/leerkringen/leerkring-noord"


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


@pytest.fixture
def session(circle, ilse, samira):
    return a_session(circle, by=ilse)


def address(browser):
    """Make an address and return its path."""
    page = browser.follow(browser.submit(f"{HERE}/agenda-adres"))
    return re.findall(r"<code>http://localhost(/leerkringen/agenda/[^<]+)</code>", page)[0]


def events(browser, path):
    """Return what a calendar reads there."""
    return [str(each["summary"]) for each in Calendar.from_ical(browser.client.get(path).data).walk("VEVENT")]


def test_it_shows_the_published_sessions_of_this_circle_and_nothing_else(browser, circle, session, ilse, samira):
    a_session(circle, a_day(20, "nog een concept"), by=ilse, published=False)
    other = a_circle("Leerkring Zuid")
    a_session(other, by=a_facilitator(other, "Peter Bos"))
    here = address(browser.sign_in(samira))
    assert events(browser, here) == ["Leerkring Noord, bijeenkomst 1: samen op weg"]
    assert db.session.query(CalendarFeed).one().host == f"circle:{circle.uid}"


def test_a_new_address_ends_the_old_one_and_it_can_be_stopped(browser, session, samira):
    browser.sign_in(samira)
    first = address(browser)
    second = address(browser)
    assert (browser.client.get(first).status_code, browser.client.get(second).status_code) == (404, 200)
    browser.submit(f"{HERE}/agenda-adres/weg")
    assert browser.client.get(second).status_code == 404


def test_who_left_the_circle_reads_its_calendar_no_more(browser, circle, session, ilse, samira):
    here = address(browser.sign_in(samira))
    end_membership(membership(circle, samira), by=again(ilse), origin="test")
    db.session.commit()
    assert browser.client.get(here).status_code == 404


def test_neither_the_way_in_nor_a_confidential_word_is_in_it(browser, session, ilse, samira):
    there, meeting = whole(session), whole(session).meeting
    meeting.video_url, meeting.dial_in, meeting.text = "https://bellen.example/geheim", "088 geheim", "geheim"
    mark_confidential(Hushed.SESSION, session.id, there.circle, [ilse], by=again(ilse), origin="test")
    db.session.commit()
    here = address(browser.sign_in(samira))
    assert events(browser, here) == ["Leerkring Noord, bijeenkomst 1"]
    said = browser.client.get(here).text
    assert ("geheim" in said, "samen op weg" in said) == (False, False)


def test_a_calendar_that_has_it_already_is_told_so_in_four_statements_with_who_asks(
    browser, statements, session, samira
):
    here = address(browser.sign_in(samira))
    had = browser.client.get(here).headers["ETag"]
    with statements(4):
        assert browser.client.get(here, headers={"If-None-Match": had}).status_code == 304


def test_who_is_not_in_the_circle_gets_no_address(browser, session):
    browser.sign_in(in_circle(a_circle("Leerkring Zuid")))
    browser.submit(f"{HERE}/agenda-adres", 404)
