"""Failed ways in stand in the log: of whom, from where and how it ended; never what somebody typed."""

import html
import re
from datetime import timedelta

import pytest
import time_machine

from lms.accounts.commands.factors import new_recovery_codes
from lms.accounts.commands.limits import ACCOUNT
from lms.accounts.commands.people import deactivate
from lms.accounts.commands.sign_in_cards import make_card
from lms.accounts.enums import Picture, Role, Tried
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.authenticator import Phone
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
FREE = ACCOUNT[Tried.PASSWORD].free
WIJK = ("neighbourhood", 7)
PASSKEY = "/inloggen/passkey"


@pytest.fixture(autouse=True)
def begin(database):
    """The log is never emptied: what other tests wrote stands before this line."""
    global _before
    _before = audit.anchor()[0]


_before = 0


def refused():
    lines = [line for line in reversed(audit.entries(limit=200)) if line.seq > _before]
    return [(line.action, line.object, line.actor_uid) for line in lines if line.result == "refused"]


def guess(browser, email, expect=422):
    return browser.submit("/inloggen", expect=expect, email=email, password="fout, fout, fout")


def test_a_wrong_password_is_a_line_about_the_person_and_the_chain_stays_whole(browser, database):
    person = a_person(password=PASSWORD)

    guess(browser, f" {person.email.upper()} ")
    browser.submit("/inloggen", email=person.email, password=PASSWORD)

    assert refused() == [("session.try", f"person/{person.uid}", "visitor")]
    here = [line.action for line in audit.entries() if line.seq > _before]
    assert here == ["session.begin", "session.try"]
    assert audit.verify() is None


def test_an_unknown_address_is_not_kept(browser, database):
    guess(browser, "niemand@example.org")

    assert refused() == [("session.try", "person/unknown", "visitor")]


def test_while_somebody_must_wait_there_are_no_lines(browser, database):
    for _ in range(FREE):
        guess(browser, "niemand@example.org")
    for _ in range(3):
        guess(browser, "niemand@example.org", expect=429)

    assert len(refused()) == FREE


def test_who_shows_again_who_they_are_is_named_as_who_tried(browser, database):
    person = a_person(password=PASSWORD)
    with time_machine.travel(now() - timedelta(hours=1), tick=False):
        browser.sign_in(person)

    browser.submit("/inloggen/bevestigen", expect=422, password="fout, fout, fout")

    assert refused() == [("session.try", f"person/{person.uid}", person.uid)]


@pytest.fixture
def halfway(browser, database):
    person = a_person(password=PASSWORD, second_factor_since=now())
    codes = new_recovery_codes(person)
    db.session.commit()
    browser.submit("/inloggen", email=person.email, password=PASSWORD)
    return person, codes


def test_a_wrong_second_step_is_a_line_and_a_right_one_is_not(browser, halfway):
    person, codes = halfway

    browser.submit("/inloggen/tweede-stap", expect=422, code="123456")
    browser.submit("/inloggen/tweede-stap", code=codes[0])

    assert refused() == [("factor.try", f"person/{person.uid}", person.uid)]
    assert audit.verify() is None


def test_a_used_recovery_code_is_told_to_be_used(browser, halfway):
    person, codes = halfway
    browser.submit("/inloggen/tweede-stap", code=codes[0])
    browser.submit("/uitloggen")
    browser.submit("/inloggen", email=person.email, password=PASSWORD)

    page = browser.submit("/inloggen/tweede-stap", expect=422, code=codes[0].upper())

    assert "Deze code is al gebruikt. Neem een andere herstelcode." in page.text
    assert refused() == [("factor.try", f"person/{person.uid}", person.uid)]


def options_on(page):
    return html.unescape(re.search(r'data-options="([^"]+)"', page).group(1))


@pytest.fixture
def phone(browser, database):
    """A phone with a passkey of somebody who is not signed in now."""
    phone = Phone()
    phone.owner = a_person(password=PASSWORD)
    new = "/account/tweede-stap/passkeys/nieuw"
    made = phone.make(options_on(browser.sign_in(phone.owner).open(new)))
    browser.submit(new, expect=200, name="Telefoon", credential=made)
    browser.submit("/uitloggen")
    return phone


def shows(browser, phone, expect=422):
    return browser.submit(PASSKEY, expect=expect, credential=phone.show(options_on(browser.open(PASSKEY))))


def test_a_passkey_that_is_not_accepted_is_a_line_and_a_right_one_is_not(browser, phone):
    phone.verified = False
    shows(browser, phone)
    phone.verified = True
    shows(browser, phone, expect=303)

    assert refused() == [("passkey.try", f"person/{phone.owner.uid}", "visitor")]
    assert audit.verify() is None


def test_a_passkey_of_a_closed_account_an_unknown_one_and_nonsense_are_lines_too(browser, phone):
    deactivate(phone.owner, by="administrator", origin="test")
    db.session.commit()
    shows(browser, phone)
    shows(browser, Phone())
    browser.submit(PASSKEY, expect=422, credential='{"rawId": 7}')

    assert [about for _action, about, _who in refused()] == [
        f"person/{phone.owner.uid}",
        "person/unknown",
        "person/unknown",
    ]


def test_a_browser_without_passkeys_leaves_no_line(browser, database):
    browser.open(PASSKEY)
    browser.submit(PASSKEY, expect=422, credential="")

    assert refused() == []


def test_passkeys_wait_after_too_many_wrong_ones_and_then_leave_no_lines(browser, database):
    phone, free = Phone(), ACCOUNT[Tried.PASSKEY].free
    for _ in range(free):
        shows(browser, phone)
    waits = shows(browser, phone, expect=429)

    assert "Het lukte te vaak niet." in waits.text
    assert len(refused()) == free
    shows(browser, Phone())


def test_wrong_pictures_are_a_line_about_the_holder_or_about_nobody(browser, database):
    holder = a_person(Role.KEY_PERSON, scope=WIJK)
    holder.email = None
    made = make_card(holder, by=a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK), origin="test")
    db.session.commit()
    wrong = [each for each in Picture if each not in made.pictures][:4]

    for token in (made.token, "z" * 28):
        browser.submit(f"/kaart/{token}", expect=422, chosen=",".join(wrong[:3]), picture=wrong[3])

    assert refused() == [
        ("card.try", f"person/{holder.uid}", "visitor"),
        ("card.try", "person/unknown", "visitor"),
    ]
