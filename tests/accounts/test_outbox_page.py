"""Administrators see which mail leaves, and nobody sees a secret link."""

import pytest

from lms.accounts.enums import Role
from lms.accounts.views.mail_text import pieces
from lms.kernel import audit, outbox
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.kernel import a_mail
from tests.factories.people import a_person

LIST = "/beheer/uitgaande-mail"


def a_parked_mail(number=1):
    mail = a_mail(number)
    mail.state, mail.problem, mail.tries = "parked", "550 5.1.1", 8
    db.session.commit()
    return mail


@pytest.fixture
def administrator(browser):
    person = a_person(Role.ADMINISTRATOR)
    browser.sign_in(person)
    return person


def test_a_visitor_is_asked_to_sign_in(browser):
    assert browser.client.get(LIST).headers["Location"] == f"/inloggen?next={LIST}"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_mail(browser, role):
    mail = a_parked_mail()
    browser.sign_in(a_person(role))

    browser.open(LIST, expect=403)
    browser.open(f"{LIST}/{mail.uid}", expect=404)
    browser.submit(f"{LIST}/{mail.uid}/opnieuw", expect=404)


@pytest.mark.usefixtures("administrator")
def test_the_empty_page_says_so(browser):
    assert "Hier is nog geen mail" in browser.open(LIST)
    assert "Alles komt aan" in browser.open(f"{LIST}?staat=parked")


@pytest.mark.usefixtures("administrator")
def test_the_list_counts_and_can_be_narrowed(browser):
    a_parked_mail(1)
    sent = a_mail(2, subject="Deze kwam aan")
    sent.state, sent.sent_at = "sent", now()
    db.session.commit()

    page, narrowed = browser.open(LIST), browser.open(f"{LIST}?staat=sent")

    assert [text for text in ("Lukte niet: 1", "Verstuurd: 1", "Wacht: 0") if text not in page] == []
    assert ("person1@example.org" in narrowed, "Deze kwam aan" in narrowed) == (False, True)


def test_looking_at_one_mail_stands_in_the_log(browser, administrator):
    mail = a_parked_mail()

    page = browser.open(f"{LIST}/{mail.uid}")

    assert [
        text for text in ("Het waait te hard.", "550 5.1.1", "Verstuur de mail nog een keer") if text not in page
    ] == []
    (line,) = audit.entries(actor_uid=administrator.uid)
    assert (line.action, line.object) == ("mail.read", f"mail/{mail.uid}")


@pytest.mark.usefixtures("administrator")
def test_a_mail_with_a_secret_link_hides_its_text(browser):
    mail = a_mail(secret=True, text="https://example.org/geheim")
    db.session.commit()

    page = browser.open(f"{LIST}/{mail.uid}")

    assert ("geheim" in page, "alleen voor de ontvanger" in page) == (False, True)


@pytest.mark.usefixtures("administrator")
def test_addresses_in_a_mail_can_be_followed_and_nothing_else(browser):
    a_mail(text="Ga naar http://localhost/modules. Of https://elders.example/?a=1&b=2, <b>javascript:alert(1)</b>")
    db.session.commit()

    page = browser.open(f"{LIST}/{outbox.mails()[0].uid}")

    assert '<a class="nl-link" href="http://localhost/modules">http://localhost/modules</a>.' in page
    assert '<a class="nl-link" href="https://elders.example/?a=1&amp;b=2" rel="noopener noreferrer external">' in page
    assert "&lt;b&gt;javascript:alert(1)&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []),
        ("Hallo", [("Hallo", "", False)]),
        ("https://a.example/x.", [("https://a.example/x", "https://a.example/x", True), (".", "", False)]),
        ("https://a.example.org/", [("https://a.example.org/", "https://a.example.org/", False)]),
        ("ftp://a.example", [("ftp://a.example", "", False)]),
    ],
)
def test_a_text_is_split_at_its_addresses(text, told):
    assert [tuple(piece) for piece in pieces(text, "https://a.example")] == told


@pytest.mark.usefixtures("administrator")
def test_without_a_mail_server_the_page_says_that_nothing_leaves(browser):
    a_mail()
    db.session.commit()

    page = browser.open(LIST)

    assert [text for text in ("Er is geen mailserver ingesteld.", "Niet verstuurd: 1") if text not in page] == []


def test_a_parked_mail_is_tried_again(browser, administrator):
    mail = a_parked_mail()

    page = browser.follow(browser.submit(f"{LIST}/{mail.uid}/opnieuw"))

    state = outbox.mail_by_uid(mail.uid)
    assert (state.state, state.tries, "nog een keer verstuurd" in page) == (outbox.first_state(), 0, True)
    assert {line.action for line in audit.entries(actor_uid=administrator.uid)} == {"mail.read", "mail.retry"}


@pytest.mark.parametrize("mails", [1, 3])
@pytest.mark.usefixtures("administrator")
def test_the_list_costs_the_same_for_one_and_for_three(browser, statements, mails):
    for number in range(mails):
        a_parked_mail(number)
    db.session.expunge_all()

    with statements(3):
        browser.open(LIST)
