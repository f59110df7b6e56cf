"""Error pages reach everybody, also people who are signed in while the database fails."""

import logging

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.logs import JsonLines
from tests.factories.people import a_person


@pytest.fixture
def live(app, browser, monkeypatch):
    """Somebody who is signed in on a site that answers as it does for real people."""
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    monkeypatch.setattr(app, "testing", False)
    return browser


def gone():
    raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))


def failed_flush():
    db.session.add(Person(email="geheim@example.org"))
    db.session.flush()


def test_our_own_mistake_is_said_to_people_who_are_signed_in(app, live, monkeypatch):
    monkeypatch.setitem(app.view_functions, "home.contact", failed_flush)

    assert "Dat ligt niet aan jou" in live.open("/contact", expect=500)


def test_a_database_that_is_gone_is_said_to_people_who_are_signed_in(app, live, monkeypatch):
    monkeypatch.setitem(app.view_functions, "home.contact", gone)
    monkeypatch.setattr(app.login_manager, "_user_callback", lambda token: gone())

    response = live.client.get("/contact")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Content-Security-Policy" in response.headers


def test_a_commit_that_fails_is_a_busy_database_and_no_success(app, live, monkeypatch):
    def refuse(_session):
        gone()

    event.listen(Session, "before_commit", refuse)
    try:
        response = live.client.post("/taal", data={"language": "en", "next": "/help"})
    finally:
        event.remove(Session, "before_commit", refuse)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("fails", [failed_flush, gone])
def test_the_log_says_where_and_nothing_anybody_typed(app, live, monkeypatch, caplog, fails):
    monkeypatch.setitem(app.view_functions, "home.contact", fails)

    with caplog.at_level(logging.INFO):
        live.client.get("/contact?token=geheim")

    written = [JsonLines().format(record) for record in caplog.records]
    assert [line for line in written if "geheim" in line] == []
    assert any('"route": "/contact"' in line for line in written)


def test_a_mistake_that_nobody_caught_is_logged_by_its_route(app, live, monkeypatch, caplog):
    def stumble(_session):
        raise RuntimeError

    event.listen(Session, "before_commit", stumble)
    try:
        live.client.post("/taal?token=geheim", data={"language": "en", "next": "/help"})
    finally:
        event.remove(Session, "before_commit", stumble)

    (record,) = [record for record in caplog.records if record.getMessage() == "unhandled"]
    assert record.route == "/taal"
    assert [each for each in caplog.records if "geheim" in each.getMessage()] == []


@pytest.fixture
def guarded(app, monkeypatch, browser, database):
    """A site that checks where forms come from."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    return browser


@pytest.mark.parametrize(
    ("form", "back"),
    [
        ("http://localhost/wijken/oosterveld/momenten/nieuw?over=les", "/wijken/oosterveld/momenten/nieuw?over%3Dles"),
        ("http://localhost/wijken/oosterveld/team/abc/rol", "/wijken/oosterveld/team/abc"),
        ("https://elders.example/wijken/oosterveld", "/"),
        ("", "/"),
    ],
)
def test_a_form_without_a_session_says_to_sign_in_and_come_back(guarded, form, back):
    page = guarded.client.post("/wijken/oosterveld/momenten/nieuw", headers={"Referer": form})

    assert page.status_code == 400
    assert "Misschien ben je intussen uitgelogd." in page.text
    assert f'href="/inloggen?next={back}"' in page.text


def test_who_is_signed_in_is_not_told_to_sign_in(guarded):
    guarded.sign_in(a_person(Role.SOCIAL_WORKER))

    page = guarded.client.post("/account/naam")

    assert page.status_code == 400
    assert "Misschien stond de pagina lang open." in page.text
    assert "uitgelogd" not in page.text
