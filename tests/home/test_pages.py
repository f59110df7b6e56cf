"""Front page, statements, language and error pages."""

from pathlib import Path

import pytest

from lms.accounts.commands.access import ask_for_access
from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.programme.sync import PROGRAMMES
from tests.factories.people import a_person

ROOT = Path(__file__).parents[2]
STATEMENTS = ["/help", "/contact", "/privacy", "/toegankelijkheid"]


@pytest.fixture
def the_shipped_card(database):
    """What `make run` loads: the programme that ships, with its card."""
    packages, _problems = PROGRAMMES.read(ROOT)
    PROGRAMMES.apply(packages, PROGRAMMES.plan(packages), None)
    db.session.commit()


def test_a_visitor_sees_the_promise_and_the_eight_steps(browser, the_shipped_card):
    page = browser.open("/")

    steps = ["Afspreken en starten", "Een team maken", "De wijk leren kennen", "Samen kiezen", "Samen bedenken"]
    assert [step for step in steps if step in page] == steps


@pytest.mark.parametrize("path", STATEMENTS)
def test_everybody_can_read_statements_without_leaving_a_trace(browser, path):
    browser.open(path)

    assert browser.client.get_cookie("kringwijs") is None


def test_statements_cost_no_statement_for_visitors(browser, statements):
    with statements(0):
        browser.open("/privacy")


def test_a_visitor_chooses_english_and_keeps_it(browser):
    response = browser.submit("/taal", language="en", next="/help")

    assert response.headers["Location"] == "/help"
    assert '<html lang="en"' in browser.open("/help")


def test_english_is_really_english(browser):
    browser.client.set_cookie("taal", "en")

    assert "Go to the content" in browser.open("/help")


def test_the_dutch_action_card_is_marked_as_dutch_on_an_english_page(browser, the_shipped_card):
    browser.submit("/taal", language="en", next="/")

    assert '<div lang="nl"><div class="kw-path kw-path--hero">' in browser.open("/")


def test_a_person_takes_the_language_along(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    browser.submit("/taal", language="en", next="/help")

    browser.client.delete_cookie("taal")

    assert '<html lang="en"' in browser.open("/help")


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_the_language_switch_leads_nowhere_else(browser, path):
    assert browser.submit("/taal", language="nl", next=path).headers["Location"] == "/"


def test_an_unknown_language_is_dutch(browser):
    browser.submit("/taal", language="xx", next="/")

    assert '<html lang="nl"' in browser.open("/help")


def test_a_page_that_is_not_there_says_so_in_words(browser):
    assert "Deze pagina" in browser.open("/bestaat-niet", expect=404)


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/contact", 200), ("/bestaat-niet", 404)])
def test_who_wants_to_stop_smoking_is_shown_where_help_is(browser, path, status):
    page = browser.open(path, expect=status)

    assert "huisarts" in page
    assert 'href="https://ikstopnu.nl"' in page


@pytest.mark.parametrize("path", [*STATEMENTS, "/dit-kan-beter"])
def test_statements_have_a_way_back(browser, path):
    assert 'aria-label="Kruimelpad"' in browser.open(path)


def test_security_txt_is_valid_for_half_a_year(browser):
    lines = dict(line.split(": ", 1) for line in browser.open("/.well-known/security.txt").splitlines() if ": " in line)

    assert lines["Contact"] == "http://localhost/contact"
    assert "Expires" in lines


def test_our_own_mistake_is_said_kindly(app, browser, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.view_functions, "home.contact", lambda: 1 / 0)

    page = browser.open("/contact", expect=500)

    assert "Dat ligt niet aan jou" in page
    assert "ZeroDivisionError" not in page


def test_a_coordinator_sees_how_many_people_ask_for_access(browser):
    ask_for_access(name="Anna", email="anna@example.org", organisation="Welzijn", reason="Meedoen.", language="nl")
    browser.sign_in(a_person(Role.COORDINATOR))

    assert "Er wacht 1 verzoek om toegang op antwoord." in browser.open("/")


def test_somebody_who_cannot_answer_sees_no_request_waiting(browser):
    ask_for_access(name="Anna", email="anna@example.org", organisation="Welzijn", reason="Meedoen.", language="nl")
    browser.sign_in(a_person(Role.EDITOR))

    assert "verzoek om toegang" not in browser.open("/")
