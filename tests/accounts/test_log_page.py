"""Administrators read who did what, and can check that nobody changed it."""

import pytest

from lms.accounts.enums import Role
from lms.kernel import audit
from lms.kernel.db import db
from tests.factories.people import a_person

LIST = "/beheer/logboek"


@pytest.fixture
def administrator(browser):
    person = a_person(Role.ADMINISTRATOR, name="Bea Beheer")
    browser.sign_in(person)
    return person


def lines(actor, *actions):
    for action in actions:
        audit.record(action, f"person/{actor.uid}", actor_uid=actor.uid, origin="web")
    db.session.commit()


def test_a_visitor_is_asked_to_sign_in(browser):
    assert browser.client.get(LIST).headers["Location"] == f"/inloggen?next={LIST}"


@pytest.mark.parametrize("path", [LIST, f"{LIST}?controle=1"])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_reads_the_log(browser, role, path):
    browser.sign_in(a_person(role))

    browser.open(path, expect=403)


def test_the_log_names_who_did_what(browser, administrator):
    lines(administrator, "tea.poured")

    page = browser.open(LIST)

    assert [text for text in ("Bea Beheer", "tea.poured") if text not in page] == []


def test_the_log_is_narrowed_to_one_action(browser, administrator):
    lines(administrator, "tea.poured", "tea.spilled")

    page = browser.open(f"{LIST}?actie=tea.spilled")
    nothing = browser.open(f"{LIST}?actie=tea.unknown")

    assert ("tea.spilled</a>" in page, "tea.poured</a>" in page) == (True, False)
    assert "Niets gevonden" in nothing


def test_the_log_says_that_it_is_whole(browser, administrator):
    lines(administrator, "tea.poured")

    assert "Het logboek klopt: elke regel sluit aan" in browser.open(f"{LIST}?controle=1")


def test_a_break_is_told_with_its_place(browser, administrator, monkeypatch):
    monkeypatch.setattr(audit, "verify", lambda: audit.Break(7, "a line was changed or moved"))

    assert "Het logboek klopt niet vanaf regel 7." in browser.open(f"{LIST}?controle=1")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_line_and_for_three(browser, administrator, statements, number):
    lines(administrator, *["tea.poured"] * number)
    db.session.expunge_all()

    with statements(3):
        browser.open(LIST)


def test_administration_leads_to_what_one_may_do(browser, administrator):
    page = browser.open("/beheer")

    assert [path for path in (LIST, "/beheer/uitgaande-mail", "/beheer/verbeteringen") if path not in page] == []


def test_who_administers_nothing_does_not_see_it(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    browser.open("/beheer", expect=403)
    assert 'href="/beheer"' not in browser.open("/account")
