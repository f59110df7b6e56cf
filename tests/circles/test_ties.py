"""What ties a circle to the rest: its pages are found from its own page, and answers are given where one reads."""

import pytest

from lms.circles.commands.learning import unfold
from lms.circles.enums import Folded
from lms.kernel.db import db
from lms.meetings.enums import Answer
from lms.meetings.models import Attender
from tests.factories.circle_talk import reported
from tests.factories.circles import a_circle, a_facilitator, a_session, again, in_circle, whole

HERE = "/leerkringen/leerkring-noord"


@pytest.fixture
def circle(database):
    return a_circle("Leerkring Noord")


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


@pytest.fixture
def ilse(circle):
    return a_facilitator(circle)


@pytest.fixture
def session(circle, samira, ilse):
    return a_session(circle, by=ilse)


def said(session, person):
    """Return what somebody answered, and whom they send."""
    row = db.session.get(Attender, (session.meeting_id, person.id), populate_existing=True)
    return row.answer, row.replacement


def test_who_is_expected_says_on_the_page_of_the_session_that_they_cannot_and_come_after_all(browser, session, samira):
    browser.sign_in(samira)
    assert "We rekenen op je" in browser.open(f"{HERE}/1")

    page = browser.follow(browser.submit(f"{HERE}/1/antwoord", said="cannot"))
    assert "We hebben doorgegeven dat je niet komt." in page
    assert "Samira Bennani" in page
    assert said(session, samira) == (Answer.CANNOT, "")

    page = browser.follow(browser.submit(f"{HERE}/1/antwoord", said="none"))
    assert ("Fijn dat je komt." in page, said(session, samira)) == (True, (Answer.NONE, ""))


def test_somebody_sends_another_without_leaving_the_page_of_the_session(browser, session, samira):
    browser.sign_in(samira)
    page = browser.follow(browser.submit(f"{HERE}/1/antwoord", said="replaced", replacement="Nora Smit"))
    assert "Voor jou komt: Nora Smit." in page
    assert said(session, samira) == (Answer.REPLACED, "Nora Smit")


def test_who_is_not_expected_is_not_asked_and_cannot_answer(browser, circle, session):
    late = in_circle(circle, name="Teun Hofstra")
    db.session.delete(db.session.get(Attender, (session.meeting_id, late.id)))
    db.session.commit()
    browser.sign_in(late)
    assert "We rekenen op je" not in browser.open(f"{HERE}/1")
    assert "Je wordt hier niet verwacht." in browser.follow(browser.submit(f"{HERE}/1/antwoord", said="cannot"))


def test_a_page_that_was_folded_is_found_from_the_circle_once_it_was_opened(browser, circle, session, samira, ilse):
    reported(session)
    links = (f"{HERE}/leeragenda", f"{HERE}/opbrengst/{whole(session).series.uid}")
    browser.sign_in(ilse)
    assert [link in browser.open(HERE) for link in links] == [True, True]
    browser.sign_in(samira)
    assert [link in browser.open(HERE) for link in links] == [False, False]

    for what in Folded:
        unfold(circle, what, by=again(ilse), origin="test")
    db.session.commit()
    page = browser.open(HERE)
    assert [link in page for link in links] == [True, True]
    for link in links:
        browser.open(link)
