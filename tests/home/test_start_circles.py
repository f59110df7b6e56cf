"""The start page of who is in a circle: each thing that waits there leads to where it is done, and then goes away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.circles.commands.checkins import say_what_works
from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.feedback import answer_question
from lms.circles.commands.prework import bring_prework, set_assignment
from lms.circles.enums import Hushed
from lms.circles.jobs.after import ask
from lms.circles.models import FollowUp
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.meetings.commands.answers import answer
from lms.meetings.enums import Answer, Attendance
from tests.factories.circle_talk import agreed, attended, reported
from tests.factories.circles import a_circle, a_day, a_facilitator, a_session, again, in_circle, whole
from tests.factories.programme import a_member, a_neighbourhood


@pytest.fixture
def circle(database):
    return a_circle("Leerkring Noord")


@pytest.fixture
def samira(circle):
    here = a_neighbourhood("Oosterveld")
    return in_circle(circle, person=a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"), place=here)


@pytest.fixture
def ilse(circle):
    return a_facilitator(circle)


@pytest.fixture
def session(circle, samira, ilse):
    return a_session(circle, by=ilse)


def test_before_a_session_somebody_is_asked_what_they_bring_until_they_said_so(browser, session, samira):
    browser.sign_in(samira)
    page = browser.open("/")
    assert "Vertel wat je meeneemt naar bijeenkomst 1" in page
    assert 'href="/leerkringen/leerkring-noord/1/vooraf"' in page

    said = {"themes": (None, None), "by": again(samira)}
    say_what_works(whole(session), "Samen koffie drinken", "", **said)
    db.session.commit()
    assert "Vertel wat je meeneemt" not in browser.open("/")


def test_an_assignment_is_asked_for_until_it_is_done(browser, session, samira, ilse):
    set_assignment(whole(session), "Loop een rondje.", today() + timedelta(days=3), photos=False, by=again(ilse))
    db.session.commit()
    browser.sign_in(samira)
    assert "/leerkringen/leerkring-noord/1/vooraf#opdracht" in browser.open("/")

    bring_prework(whole(session), "Ik liep langs het plein.", by=again(samira))
    db.session.commit()
    page = browser.open("/")
    assert "vooraf#opdracht" not in page
    assert "Vertel wat je meeneemt" in page


def test_who_cannot_come_and_who_meets_much_later_are_asked_nothing(browser, session, circle, samira, ilse):
    answer(session.meeting, again(samira), Answer.CANNOT)
    a_session(circle, a_day(40), by=ilse)
    browser.sign_in(samira)
    assert "Voor je leerkring" not in browser.open("/")


def test_a_facilitator_is_led_to_what_people_bring(browser, session, ilse):
    browser.sign_in(ilse)
    page = browser.open("/")
    assert 'href="/leerkringen/leerkring-noord/1/voorbereiding"' in page
    assert "Vertel wat je meeneemt" not in page


def test_after_a_session_there_is_a_report_to_mend_and_one_question(browser, session, samira):
    reported(session)
    browser.sign_in(samira)
    page = browser.open("/")
    assert "Lees het verslag van bijeenkomst 1" in page
    assert "Wat neem je mee van bijeenkomst 1?" in page

    answer_question(whole(session), 5, "", by=again(samira))
    db.session.commit()
    assert "Wat neem je mee" not in browser.open("/")


def test_a_confidential_report_is_offered_to_who_is_named_alone(browser, session, samira, ilse):
    reported(session)
    mark_confidential(Hushed.SESSION, session.id, whole(session).circle, [ilse], by=again(ilse), origin="test")
    db.session.commit()
    browser.sign_in(samira)
    assert "Lees het verslag" not in browser.open("/")


@pytest.mark.parametrize(("how", "asked"), [(Attendance.HERE, True), (Attendance.ABSENT, False)])
def test_six_weeks_later_who_was_there_is_asked_and_nobody_else(browser, session, samira, how, asked):
    reported(session)
    attended(session, samira, how=how)
    db.session.scalars(select(FollowUp)).one().due_on = today()
    db.session.commit()
    ask()
    browser.sign_in(samira)
    assert ("/leerkringen/leerkring-noord/1/zes-weken" in browser.open("/")) is asked


def test_what_somebody_promised_stands_there_until_it_is_done(browser, session, samira):
    row = agreed(session, samira)
    browser.sign_in(samira)
    assert f"/afspraken/{row.uid}" in browser.open("/")
    assert "Ik bel de huisarts" in browser.open("/")


@pytest.mark.parametrize("many", [1, 5])
def test_circles_add_one_statement_to_a_start_page_however_much_waits(browser, circle, samira, ilse, statements, many):
    for number in range(many):
        session = a_session(circle, a_day(number + 1), by=ilse)
        agreed(session, samira)
    browser.sign_in(samira)

    with statements(11):
        browser.open("/")
