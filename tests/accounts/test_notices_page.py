"""People read what they were told, newest first, and mark it as read."""

import pytest
from sqlalchemy import select

from lms.accounts.commands import choose_language
from lms.accounts.models import Notice, Person
from lms.accounts.queries.notices import PAGE
from lms.kernel.db import db
from tests.factories.notices import a_notice
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("tea")


def unread(person):
    return db.session.scalar(select(Person.unread_notices).where(Person.id == person.id))


def test_a_visitor_is_asked_to_sign_in(browser):
    asked = browser.client.get("/account/berichten").headers["Location"]
    told = browser.client.post("/account/berichten/gelezen").headers["Location"]

    assert (asked, told) == ("/inloggen?next=/account/berichten", "/inloggen")


def test_who_sent_a_form_after_signing_in_had_ended_comes_back_to_the_page_of_the_form(browser):
    page = {"Referer": "http://localhost/account/berichten?na=3"}

    asked = browser.client.post("/account/berichten/gelezen", headers=page).headers["Location"]

    assert asked == "/inloggen?next=/account/berichten%3Fna%3D3"


def test_the_empty_page_says_what_will_come(browser):
    browser.sign_in(a_person())

    page = browser.open("/account/berichten")

    assert ("Nog geen berichten" in page, "Markeer alles" in page) == (True, False)


def test_the_list_is_newest_first_and_only_ones_own(browser):
    person = a_person()
    for number, text in enumerate(("Eerst thee", "Dan koffie")):
        a_notice(person, number, text=text)
    a_notice(a_person(), text="Van een ander")
    browser.sign_in(person)

    page = browser.open("/account/berichten")

    assert page.index("Dan koffie") < page.index("Eerst thee")
    assert "Van een ander" not in page
    assert "2 nieuwe berichten" in page


def test_a_notice_from_before_another_language_says_in_which_it_is(browser):
    person = a_person()
    a_notice(person, text="De thee is klaar.")
    same = browser.sign_in(person).open("/account/berichten")
    choose_language(person, "en")
    db.session.commit()

    other = browser.open("/account/berichten")

    assert ("<b><span>De thee is klaar</span></b>" in same, '<span lang="nl">De thee is klaar</span>' in other) == (
        True,
        True,
    )


def test_opening_a_notice_marks_it_and_leads_on(browser):
    person = a_person()
    notice = a_notice(person, url="/help")
    browser.sign_in(person)

    response = browser.submit(f"/account/berichten/{notice.uid}")

    assert response.headers["Location"] == "/help"
    assert unread(person) == 0
    assert 'href="/help"' in browser.open("/account/berichten")


def test_the_notice_of_somebody_else_is_not_there(browser):
    other = a_person()
    notice = a_notice(other)
    browser.sign_in(a_person())

    browser.submit(f"/account/berichten/{notice.uid}", expect=404)

    assert unread(other) == 1


def test_all_that_was_seen_is_marked_at_once(browser):
    person = a_person()
    seen = [a_notice(person, number) for number in range(3)]
    browser.sign_in(person)
    browser.open("/account/berichten")
    a_notice(person, 4, text="Kwam later")

    page = browser.follow(browser.submit("/account/berichten/gelezen", tot=seen[-1].id))

    left = db.session.scalars(select(Notice.text).where(Notice.read_at.is_(None))).all()
    assert (left, unread(person), "Al je berichten zijn gelezen." in page) == (["Kwam later"], 1, True)


def test_a_long_list_goes_on_by_key(browser):
    person = a_person()
    for number in range(PAGE + 2):
        a_notice(person, number, text=f"Pot {number:02}")
    browser.sign_in(person)

    first = browser.open("/account/berichten")
    last_shown = db.session.scalar(select(Notice.id).where(Notice.text == "Pot 02"))
    second = browser.open(f"/account/berichten?voor={last_shown}")

    assert (f"?voor={last_shown}" in first, "Pot 01" in first) == (True, False)
    assert [text for text in ("Pot 01", "Pot 00", "Naar het begin") if text not in second] == []


@pytest.mark.parametrize("notices", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(browser, statements, notices):
    person = a_person()
    for number in range(notices):
        a_notice(person, number)
    browser.sign_in(person)
    db.session.expunge_all()

    with statements(2):
        browser.open("/account/berichten")
