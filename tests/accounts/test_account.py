"""On their account page people choose for themselves, one section at a time."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Cadence, Role, TextSize
from lms.accounts.models import NoticePreference, Person, SignInSession
from lms.kernel.db import db
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("tea")
ACTIONS = ("naam", "lezen", "mail", "sessies/beeindigen", "gegevens", "wissen")


def kept(person):
    columns = (Person.name, Person.language, Person.text_size, Person.read_aloud)
    return tuple(db.session.execute(select(*columns).where(Person.id == person.id)).one())


def devices(person):
    own = select(SignInSession.device).where(SignInSession.person_id == person.id)
    return list(db.session.scalars(own.order_by(SignInSession.id)))


def mail_choices(browser, **given):
    """Every choice on the page as it stands, but for the given ones."""
    chosen = r'<select[^>]*name="mail-(\w+)".*?selected value="(\w+)"'
    found = re.findall(chosen, browser.open("/account/mail"), re.DOTALL)
    return {f"mail-{key}": given.get(key, pace) for key, pace in found}


def test_a_visitor_is_asked_to_sign_in_and_comes_back(browser):
    assert browser.client.get("/account").headers["Location"] == "/inloggen?next=/account"


@pytest.mark.parametrize("action", ACTIONS)
def test_a_visitor_changes_nothing(browser, action):
    response = browser.client.post(f"/account/{action}", data={"name-name": "Iemand"})

    assert (response.status_code, response.headers["Location"]) == (303, "/inloggen")


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ADMINISTRATOR, None])
def test_everybody_has_the_page(browser, role):
    browser.sign_in(a_person(role, name="Fatma Yılmaz", email="fatma@example.org"))

    page = browser.open("/account")

    assert [text for text in ("Fatma Yılmaz", "fatma@example.org", "Dit apparaat") if text not in page] == []


def test_a_person_takes_another_name(browser):
    person = a_person(name="S. Bennani")
    browser.sign_in(person)

    page = browser.follow(browser.submit("/account/naam", **{"name-name": "  Samira   Bennani "}))

    assert kept(person)[0] == "Samira Bennani"
    assert "Je naam is bewaard." in page


def test_an_empty_name_is_refused_and_the_rest_of_the_page_stays(browser):
    person = a_person(name="Samira Bennani", email="samira@example.org")
    browser.sign_in(person)

    page = browser.submit("/account/naam", expect=422, **{"name-name": " "}).text

    assert [
        text
        for text in ("Vul je naam in, zoals Samira Bennani.", 'href="#name-name"', "samira@example.org")
        if text not in page
    ] == []
    assert kept(person)[0] == "Samira Bennani"


def test_a_person_chooses_how_pages_look_and_sound(browser):
    person = a_person()
    browser.sign_in(person)

    page = browser.follow(
        browser.submit("/account/lezen", **{"reading-language": "en", "reading-text_size": "extra_large"})
    )

    assert kept(person)[1:] == ("en", TextSize.EXTRA_LARGE, False)
    assert [text for text in ('<html lang="en"', "kw-text-xl") if text not in page] == []


def test_an_unknown_language_is_refused(browser):
    person = a_person()
    browser.sign_in(person)

    page = browser.submit(
        "/account/lezen",
        expect=422,
        **{"reading-language": "xx", "reading-text_size": "normal", "reading-read_aloud": "1"},
    ).text

    assert "Kies een van de antwoorden." in page
    assert kept(person)[1:] == ("nl", TextSize.NORMAL, True)


def test_a_person_chooses_how_often_each_kind_comes_by_mail(browser):
    person = a_person()
    browser.sign_in(person)

    browser.submit("/account/mail", **mail_choices(browser, tea="weekly"))

    chosen = db.session.execute(select(NoticePreference.kind, NoticePreference.cadence)).all()
    assert [tuple(row) for row in chosen] == [("tea", Cadence.WEEKLY)]


def test_an_unknown_pace_is_refused(browser):
    browser.sign_in(a_person())

    page = browser.submit("/account/mail", expect=422, **mail_choices(browser, tea="hourly")).text

    assert "Thee: Kies een van de antwoorden." in page


def test_a_kind_is_offered_to_whom_it_concerns(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    of_others = "mail-remark" + '"' in browser.open("/account/mail")
    browser.sign_in(a_person(Role.EDITOR))

    assert (of_others, "mail-remark" + '"' in browser.open("/account/mail")) == (False, True)


def test_a_person_ends_a_session_elsewhere(browser):
    person = a_person()
    begin_session(person, device="Chrome, Android")
    browser.sign_in(person)
    other = db.session.scalar(select(SignInSession.uid).where(SignInSession.device == "Chrome, Android"))

    page = browser.follow(browser.submit(f"/account/sessies/{other}/beeindigen"))

    assert devices(person) == [""]
    assert "Dat apparaat is uitgelogd." in page


def test_a_person_ends_all_sessions_but_this_one(browser):
    person = a_person()
    for device in ("Chrome, Android", "Safari, iPhone"):
        begin_session(person, device=device)
    browser.sign_in(person)

    browser.follow(browser.submit("/account/sessies/beeindigen"))

    assert devices(person) == [""]


def test_the_session_of_somebody_else_is_not_there(browser):
    other = a_person()
    begin_session(other, device="Chrome, Android")
    uid = db.session.scalar(select(SignInSession.uid))
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    browser.submit(f"/account/sessies/{uid}/beeindigen", expect=404)

    assert devices(other) == ["Chrome, Android"]


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_for_one_session_and_for_three(browser, statements, sessions):
    person = a_person(Role.ADMINISTRATOR)
    for number in range(sessions - 1):
        begin_session(person, device=f"Apparaat {number}")
    browser.sign_in(person)
    db.session.expunge_all()

    with statements(3):  # the person, their sessions, what they were asked
        browser.open("/account")
