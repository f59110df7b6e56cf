"""Administrators read who did what, and can check that nobody changed it."""

import ast
import re
from pathlib import Path

import pytest

from lms.accounts.commands.log import check_log
from lms.accounts.enums import Role
from lms.accounts.views.log_words import action_words
from lms.kernel import audit
from lms.kernel.db import db
from tests.factories.people import a_person

LIST = "/beheer/logboek"
ROOT = Path(__file__).parents[2] / "lms"
ACTION = re.compile(r"[a-z]+(\.[a-z]+|\.\[a-z_\]\+)+")


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


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_reads_the_log(browser, role):
    browser.sign_in(a_person(role))

    browser.open(LIST, expect=403)


def test_the_log_names_who_did_what(browser, administrator):
    lines(administrator, "tea.poured")

    page = browser.open(LIST)

    assert [text for text in ("Bea Beheer", "tea.poured") if text not in page] == []


def test_the_log_is_narrowed_to_one_action(browser, administrator):
    lines(administrator, "mail.read", "mail.retry")

    page = browser.open(f"{LIST}?actie=mail.read")
    nothing = browser.open(f"{LIST}?actie=person.erase")

    assert ("Een mail bekeken</a>" in page, "Een mail nog een keer verstuurd</a>" in page) == (True, False)
    assert "Niets gevonden" in nothing


@pytest.mark.parametrize("query", ["actie=onzin", "groep=onzin", "afloop=onzin"])
def test_a_choice_we_do_not_know_is_no_choice(browser, administrator, query):
    lines(administrator, "mail.read")

    page = browser.open(f"{LIST}?{query}")

    assert ("Een mail bekeken</a>" in page, 'value="onzin"' in page) == (True, False)


def test_the_log_is_narrowed_to_what_did_not_succeed(browser, administrator):
    lines(administrator, "mail.read")
    audit.record("session.try", "person/unknown", "refused", actor_uid="visitor", origin="web")
    db.session.commit()

    page = browser.open(f"{LIST}?afloop=refused")

    told = ("Geprobeerd in te loggen</a>", "Niet gelukt", "Niemand die we kennen", "Een bezoeker")
    assert [words for words in told if words not in page] == []
    assert "Een mail bekeken</a>" not in page


def test_a_line_is_told_in_words_with_its_outcome_and_origin(browser, administrator):
    about = {"actor_uid": administrator.uid, "origin": "cli"}
    audit.record("role.give.editor", f"person/{administrator.uid}", **about)
    audit.record("log.check", "line/7", "broken", **about)
    db.session.commit()

    page = browser.open(LIST)

    told = (">Rol gegeven: Redacteur</a>", "Logboek gecontroleerd</a>", "Gelukt", "Klopt niet", "De server zelf")
    assert [text for text in told if text not in page] == []
    assert '<option value="role.give.editor">Rol gegeven: Redacteur</option>' in page


def test_a_check_on_request_says_that_the_log_is_whole(browser, administrator):
    lines(administrator, "tea.poured")

    before = browser.open(LIST)
    page = browser.follow(browser.submit(f"{LIST}/controle"))

    assert "Het logboek is nog niet gecontroleerd." in before
    assert "en elke regel sluit aan op de vorige." in page or "en die klopt." in page
    assert audit.entries(action="log.check")[0].actor_uid == administrator.uid


def test_a_check_by_itself_tells_a_break_with_its_place(browser, administrator, monkeypatch):
    monkeypatch.setattr(audit, "verify", lambda: audit.Break(7, "a line was changed or moved"))

    check_log()
    db.session.commit()

    assert "Het logboek klopt niet vanaf regel 7." in browser.open(LIST)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_has_the_log_checked(browser, role):
    browser.sign_in(a_person(role))

    browser.submit(f"{LIST}/controle", expect=403)


def test_every_action_written_in_code_has_a_word(app):
    used = [pattern for path in sorted(ROOT.rglob("*.py")) for pattern in actions_in(ast.parse(path.read_text()))]
    with app.app_context():
        words = action_words()

    assert len(used) > 15
    assert [pattern for pattern in used if not any(re.fullmatch(pattern, code) for code in words)] == []


def test_no_two_actions_are_called_the_same(app):
    with app.test_request_context():
        said = list(action_words().values())

    assert len(set(said)) == len(said)


def actions_in(module):
    """Yield a pattern for each action a module gives to ``audit.record``, directly or by the name of a variable."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    recording = [call for call in calls if ast.unparse(call.func) == "audit.record"]
    yield from (
        as_pattern(call.args[0]) for call in recording if isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    )
    if any(isinstance(call.args[0], ast.Name) for call in recording):
        by_name = {id(keyword.value) for call in calls for keyword in call.keywords}
        written = [node for node in ast.walk(module) if isinstance(node, ast.Constant | ast.JoinedStr)]
        patterns = [as_pattern(node) for node in written if id(node) not in by_name]
        yield from (pattern for pattern in patterns if ACTION.fullmatch(pattern))


def as_pattern(node):
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values]
        return "".join(parts)
    return str(node.value)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_line_and_for_three(browser, administrator, statements, number):
    lines(administrator, *["tea.poured"] * number)
    db.session.expunge_all()

    with statements(4):  # who asks, the lines, the names, the last check
        browser.open(f"{LIST}?wie={administrator.uid}")


def test_administration_leads_to_what_one_may_do(browser, administrator):
    page = browser.open("/beheer")

    assert [path for path in (LIST, "/beheer/uitgaande-mail", "/beheer/verbeteringen") if path not in page] == []


def test_who_administers_nothing_does_not_see_it(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    browser.open("/beheer", expect=403)
    assert 'href="/beheer"' not in browser.open("/account")
