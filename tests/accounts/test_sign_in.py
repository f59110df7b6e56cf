"""Signing in with a password, and signing out."""

import pytest
from flask import session as cookie
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person, SignInSession
from lms.kernel.db import db
from lms.kernel.own_path import own_path
from tests.browser import Browser
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
UNKNOWN = "Dit e-mailadres en wachtwoord horen niet bij elkaar."


def signs_in(browser, person, password=PASSWORD, expect=303, **query):
    path = "/inloggen" + ("?next=" + query["next"] if query else "")
    return browser.submit(path, expect=expect, email=person.email, password=password)


def stays_out(browser):
    return browser.client.get("/account/wachtwoord").headers.get("Location", "").startswith("/inloggen?next=")


def test_a_person_signs_in_and_lands_where_they_wanted_to_be(browser):
    person = a_person(password=PASSWORD)
    asked = browser.client.get("/account/wachtwoord")

    response = browser.submit(asked.headers["Location"], email=person.email, password=PASSWORD)

    assert asked.status_code == 303
    assert asked.headers["Location"] == "/inloggen?next=/account/wachtwoord"
    assert response.headers["Location"] == "/account/wachtwoord"
    assert "Nieuw wachtwoord" in browser.follow(response)


def test_the_address_may_be_typed_in_capitals_and_with_spaces(browser):
    person = a_person(email="samira@example.org", password=PASSWORD)

    browser.submit("/inloggen", email="  Samira@Example.org ", password=PASSWORD)

    assert not stays_out(browser)
    assert db.session.query(SignInSession).one().person_id == person.id


def test_a_password_with_a_composed_letter_is_the_same_however_it_is_typed(browser):
    person = a_person(password="caf\u00e9 en koffiekan")

    signs_in(browser, person, password="cafe\u0301 en koffiekan")

    assert not stays_out(browser)


@pytest.mark.parametrize("active", [True, False])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(browser, active):
    known = a_person(email="abcd@example.org", password=PASSWORD, active=active)
    wrong = signs_in(browser, known, password="iets anders dan dit", expect=422)
    unknown = browser.submit("/inloggen", expect=422, email="wxyz@example.org", password="iets anders dan dit")

    assert UNKNOWN in wrong.text
    assert wrong.text.replace("abcd@", "wxyz@") == unknown.text
    assert "abcd@example.org" in wrong.text
    assert "iets anders" not in wrong.text


def test_who_has_no_password_or_is_deactivated_stays_out(browser):
    signs_in(browser, a_person(), expect=422)
    signs_in(browser, a_person(password=PASSWORD, active=False), expect=422)

    assert stays_out(browser)


def test_every_copy_of_a_cookie_is_worthless_after_signing_out(app, browser):
    signs_in(browser, a_person(password=PASSWORD))
    copies = [Browser(app) for _ in range(3)]
    for copy in copies:
        for stolen in browser.client._cookies.values():
            copy.client.set_cookie(stolen.key, stolen.value)
    inside = [not stays_out(copy) for copy in copies]

    browser.submit("/uitloggen")

    assert inside == [True, True, True]
    assert [stays_out(each) for each in (browser, *copies)] == [True, True, True, True]
    assert db.session.query(SignInSession).count() == 0


def test_signing_in_gives_a_fresh_session_and_ends_the_one_before(app, browser):
    first, second = a_person(password=PASSWORD), a_person(password=PASSWORD)
    signs_in(browser, first)
    before = {row.uid for row in db.session.query(SignInSession)}
    old = dict(browser.client._cookies)

    signs_in(browser, second)
    thief = Browser(app)
    for stolen in old.values():
        thief.client.set_cookie(stolen.key, stolen.value)

    after = db.session.query(SignInSession).all()
    assert [row.person_id for row in after] == [second.id]
    assert before.isdisjoint({row.uid for row in after})
    assert stays_out(thief)


def test_the_session_cookie_carries_no_person_and_there_is_no_second_one(app, browser):
    person = a_person(password=PASSWORD)
    with browser.client as client:
        response = client.post("/inloggen", data={"email": person.email, "password": PASSWORD})
        held = dict(cookie)

    names = [header.split("=")[0] for header in response.headers.getlist("Set-Cookie")]
    assert names == ["kringwijs"]
    assert person.uid not in str(held)
    assert person.email not in str(held)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        None,
    ],
)
def test_the_way_back_never_leads_to_another_site(elsewhere):
    assert own_path(elsewhere) == "/"


def test_the_way_back_keeps_its_query():
    assert own_path("/zoeken?q=praten%20over") == "/zoeken?q=praten%20over"


def test_who_is_signed_in_needs_no_sign_in_page(browser):
    browser.sign_in(a_person())

    assert browser.client.get("/inloggen?next=/modules").headers["Location"] == "/modules"


def test_the_page_has_one_form_with_fields_a_password_keeper_knows(browser):
    page = browser.open("/inloggen")

    assert page.count('name="password"') == 1
    assert page.count('name="email"') == 1
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "demo.kringwijs.example" not in page


def test_a_demonstration_lists_its_accounts_and_fills_the_form_with_one_tap(app, browser, monkeypatch):
    settings = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", settings.__class__(**{**settings.__dict__, "demo": True}))
    a_person(Role.SOCIAL_WORKER, name="Dennis Kool", email="sociaalwerker@demo.kringwijs.example")
    a_person(name="Een echt mens", email="echt@example.org")

    page = browser.open("/inloggen?als=sociaalwerker")

    assert "Dennis Kool</a>" in page
    assert "Sociaal werker" in page
    assert "Een echt mens" not in page
    assert 'value="sociaalwerker@demo.kringwijs.example"' in page
    assert 'value="kringwijs-demo"' in page
    assert "kringwijs-demo" not in browser.submit("/inloggen", expect=422, email="x@example.org", password="y").text


def test_a_signed_in_page_costs_one_statement_for_who_is_asking(browser, statements):
    browser.sign_in(a_person(Role.EDITOR))

    with statements(1):  # session, person, roles and grants
        browser.open("/account/wachtwoord")


def test_who_signs_in_was_seen(browser):
    person = a_person(password=PASSWORD)
    before = seen(person)

    signs_in(browser, person)

    assert (before, seen(person)) == (None, db.session.query(SignInSession).one().last_seen_at)


def seen(person):
    return db.session.scalar(select(Person.last_seen_at).where(Person.id == person.id))


@pytest.mark.parametrize(
    ("language", "chosen", "cookie", "after"),
    [
        ("nl", False, "en", "en"),  # the visitor chose, the person never did
        ("en", False, "nl", "nl"),  # invited in English
        ("nl", True, "en", "nl"),  # the choice in the account wins
        ("en", False, None, "en"),
        ("nl", False, "xx", "nl"),
    ],
)
def test_the_language_of_a_visitor_goes_along(browser, language, chosen, cookie, after):
    person = a_person(password=PASSWORD, language=language, language_chosen=chosen)
    if cookie:
        browser.client.set_cookie("taal", cookie)

    signs_in(browser, person)

    assert f'<html lang="{after}"' in browser.open("/account")
    assert db.session.scalar(select(Person.language).where(Person.id == person.id)) == after


def test_a_choice_in_the_account_stays(app, browser):
    person = a_person(password=PASSWORD)
    signs_in(browser, person)
    browser.submit("/account/lezen", **{"reading-language": "nl", "reading-text_size": "normal"})
    other = Browser(app)
    other.client.set_cookie("taal", "en")

    signs_in(other, person)

    assert '<html lang="nl"' in other.open("/account")


def test_signing_in_takes_a_fixed_number_of_statements(browser, statements):
    person = a_person(Role.EDITOR, password=PASSWORD)
    signs_in(browser, person)
    browser.submit("/uitloggen")

    # 1 both counts read, 1 both raised, 1 password, 1 person, 1 both forgiven, 1 seen (and locked), 1 session, 3 log
    with statements(10):
        signs_in(browser, person)
