"""People take their data along, and erase their account after showing who they are."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.commands.personal_data import NO_NAME
from lms.accounts.enums import Role
from lms.accounts.models import Person, SignInSession
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"


def name_of(person):
    return db.session.scalar(select(Person.name).where(Person.id == person.id))


def a_while_ago(person):
    then = now() - timedelta(hours=1)
    db.session.execute(update(SignInSession).where(SignInSession.person_id == person.id).values(created_at=then))
    db.session.commit()


def test_the_download_is_a_file_with_what_is_kept(browser):
    person = a_person(name="Fatma Yılmaz")
    browser.sign_in(person)

    response = browser.submit("/account/gegevens", expect=200)

    data = json.loads(response.text)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="kringwijs-20')
    assert (data["account"]["name"], "home" in data) == ("Fatma Yılmaz", True)
    assert [line.action for line in audit.entries(actor_uid=person.uid)] == ["person.export"]


def test_the_page_says_what_disappears(browser):
    browser.sign_in(a_person(password=PASSWORD))

    page = browser.open("/account/wissen")

    wanted = ("Je naam, je e-mailadres", "Je voortgang in de modules", "Je naam bij de berichten", 'name="password"')
    assert [text for text in wanted if text not in page] == []


def test_with_the_password_the_account_is_gone_and_so_is_the_sign_in(browser):
    person = a_person(name="Fatma Yılmaz", password=PASSWORD)
    browser.sign_in(person)

    page = browser.follow(browser.submit("/account/wissen", password=PASSWORD, sure="1"))

    assert name_of(person) == NO_NAME
    assert "Je account is gewist." in page
    assert browser.client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"password": "iets heel anders", "sure": "1"}, "Dit is niet je wachtwoord."),
        ({"password": PASSWORD}, "Zet een vinkje als je het zeker weet."),
        ({"sure": "1"}, "Vul je wachtwoord in."),
    ],
)
def test_without_password_or_tick_nothing_happens(browser, given, says):
    person = a_person(name="Fatma Yılmaz", password=PASSWORD)
    browser.sign_in(person)

    page = browser.submit("/account/wissen", expect=422, **given).text

    assert (says in page, name_of(person)) == (True, "Fatma Yılmaz")


def test_somebody_without_a_password_needs_a_fresh_link(browser):
    person = a_person(name="Fatma Yılmaz")
    browser.sign_in(person)
    a_while_ago(person)

    refused = browser.submit("/account/wissen", sure="1")
    kept = name_of(person)
    browser.sign_in(person)
    browser.submit("/account/wissen", sure="1")

    assert refused.headers["Location"] == "/inloggen/bevestigen?next=/account/wissen"
    assert (kept, name_of(person)) == ("Fatma Yılmaz", NO_NAME)


def test_the_last_administrator_is_refused_with_a_reason(browser):
    person = a_person(Role.ADMINISTRATOR, name="Fatma Yılmaz")
    browser.sign_in(person)

    page = browser.submit("/account/wissen", expect=422, sure="1").text

    assert ("minstens één beheerder" in page, name_of(person)) == (True, "Fatma Yılmaz")
