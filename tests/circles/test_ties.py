"""What ties a circle to the rest: its pages are found from its own page, and answers are given where one reads."""

import pytest
import time_machine

from lms.circles.commands.learning import unfold
from lms.circles.enums import Folded, Visibility
from lms.circles.queries.agenda import agenda_of
from lms.kernel.db import db
from lms.meetings.commands.attendance import join_walk_in, write_walk_in
from lms.meetings.enums import Answer, Attendance
from lms.meetings.models import Attender
from lms.meetings.queries.attendance import possible_people, walk_in_at
from tests.browser import fields_of
from tests.factories.circle_talk import reported
from tests.factories.circles import a_session, again, in_circle, whole
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.toolkit import an_item

HERE = "/leerkringen/leerkring-noord"


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


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


def test_a_lesson_that_gets_a_place_is_read_at_that_step_and_with_that_item(browser, circle, samira):
    item = an_item("halen-en-brengen")
    lesson = an_insight(circle, "Begin met koffie.", by=samira, visibility=Visibility.PUBLIC)
    browser.sign_in(samira)
    page = f"/inzichten/{lesson.uid}/plek"
    assert page in browser.open(f"/inzichten/{lesson.uid}")
    browser.open(page)
    browser.submit(page, step="team", item=item.slug)

    assert "Begin met koffie." in browser.open("/actiekaart/team")
    assert "Begin met koffie." in browser.open("/toolkit/halen-en-brengen")


def test_a_step_that_is_not_on_the_card_is_refused_and_nobody_else_places_a_lesson(browser, circle, samira):
    lesson = an_insight(circle, "Begin met koffie.", by=samira)
    browser.sign_in(samira).submit(f"/inzichten/{lesson.uid}/plek", 422, step="bestaat-niet", item="")
    browser.sign_in(in_circle(circle, name="Teun Hofstra")).open(f"/inzichten/{lesson.uid}/plek", 403)


def test_a_facilitator_puts_an_item_on_the_agenda_at_the_version_of_today(browser, session, ilse, samira):
    item = an_item("halen-en-brengen")
    page = "/toolkit/halen-en-brengen/draaiboek"
    browser.sign_in(ilse)
    assert page in browser.open("/toolkit/halen-en-brengen")
    browser.follow(browser.submit(page, **fields_of(browser.open(page))))

    block = next(each for each in agenda_of(whole(session)).items if each.method)
    assert (block.title, block.minutes, block.method_number) == ("Halen en brengen", 60, item.number)
    assert page not in browser.sign_in(samira).open("/toolkit/halen-en-brengen")
    browser.open(page, 403)


def test_without_a_session_to_come_it_says_what_to_do(browser, circle, ilse):
    an_item("halen-en-brengen")
    assert "Plan eerst een dag." in browser.sign_in(ilse).open("/toolkit/halen-en-brengen/draaiboek")


def test_who_came_by_name_and_joined_the_circle_afterwards_is_ticked_as_themselves(circle, session, ilse):
    meeting = session.meeting
    with time_machine.travel(meeting.starts_at):
        walk_in = write_walk_in(meeting, "Nora", by=again(ilse))
        db.session.commit()
    nora = in_circle(circle, name="Nora Smit")
    db.session.delete(db.session.get(Attender, (meeting.id, nora.id)))
    db.session.commit()
    a_person(name="Niemand van hier")

    with time_machine.travel(meeting.starts_at):
        found = possible_people(walk_in_at(meeting.uid, walk_in.uid, again(ilse)))
        join_walk_in(walk_in, again(nora), by=again(ilse))

    assert [each.name for each in found] == ["Ilse Zuiderveld", "Nora Smit", "Samira Bennani"]
    assert db.session.get(Attender, (meeting.id, nora.id)).attendance is Attendance.HERE
