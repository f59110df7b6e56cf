"""Passkeys: made at the account, shown at the door."""

import html
import json
import re
from datetime import timedelta

import pytest
import time_machine

from lms.accounts.commands.people import deactivate
from lms.accounts.models import Passkey
from lms.accounts.queries.people import person_by_email
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.browser import Browser
from tests.factories.authenticator import Phone
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
NEW, SHOW = "/account/tweede-stap/passkeys/nieuw", "/inloggen/passkey"


def options_on(page):
    return html.unescape(re.search(r'data-options="([^"]+)"', page).group(1))


def makes(browser, phone, name="Mijn telefoon", expect=200):
    return browser.submit(NEW, expect=expect, name=name, credential=phone.make(options_on(browser.open(NEW))))


def shows(browser, phone, expect=303, path=SHOW):
    return browser.submit(path, expect=expect, credential=phone.show(options_on(browser.open(path))))


def inside(browser):
    return browser.client.get("/account/wachtwoord").status_code == 200


@pytest.fixture
def phone(app, browser):
    """A phone with a passkey of Samira."""
    phone = Phone()
    makes(browser.sign_in(a_person(name="Samira Bennani", password=PASSWORD, email="samira@example.org")), phone)
    return phone


def test_a_passkey_signs_in_without_a_name_and_without_a_second_step(app, phone):
    visitor = Browser(app)

    entered = shows(visitor, phone, path=SHOW + "?next=/modules")

    assert entered.headers["Location"] == "/modules"
    assert inside(visitor)
    assert db.session.query(Passkey).one().last_used_at is not None


def test_with_a_passkey_a_password_alone_is_not_enough(app, phone):
    visitor = Browser(app)
    halfway = visitor.submit("/inloggen", email="samira@example.org", password=PASSWORD)
    page = visitor.follow(halfway)
    before = inside(visitor)
    shows(visitor, phone)

    assert halfway.headers["Location"] == "/inloggen/tweede-stap"
    assert "Gebruik je passkey" in page
    assert (before, inside(visitor)) == (False, True)


def test_the_options_ask_for_finger_face_or_pin_and_name_no_address_to_strangers(app, browser, phone):
    make, show = json.loads(options_on(browser.open(NEW))), json.loads(options_on(Browser(app).open(SHOW)))

    assert make["authenticatorSelection"]["userVerification"] == show["userVerification"] == "required"
    assert make["authenticatorSelection"]["residentKey"] == "required"
    assert (make["rp"]["id"], show["rpId"]) == ("localhost", "localhost")
    assert show["allowCredentials"] == []
    assert [len(each["id"]) > 20 for each in make["excludeCredentials"]] == [True]


def test_one_answer_of_a_device_counts_once(app, phone):
    visitor = Browser(app)
    credential = phone.show(options_on(visitor.open(SHOW)))
    visitor.submit(SHOW, credential=credential)
    thief = Browser(app)
    thief.open(SHOW)

    thief.submit(SHOW, expect=422, credential=credential)
    visitor.submit("/uitloggen")
    visitor.submit(SHOW, expect=422, credential=credential)

    assert (inside(thief), inside(visitor)) == (False, False)


def test_an_answer_that_took_too_long_is_refused(app, phone):
    visitor = Browser(app)
    credential = phone.show(options_on(visitor.open(SHOW)))
    with time_machine.travel(now() + timedelta(minutes=6)):
        late = visitor.submit(SHOW, expect=422, credential=credential)

    assert "Het lukte niet met deze passkey." in late.text


def test_devices_that_did_not_check_their_owner_and_other_sites_are_refused(app, browser, phone):
    phone.verified = False
    shows(Browser(app), phone, expect=422)
    phone.verified, phone.origin = True, "https://kringwijs.evil.example"
    shows(Browser(app), phone, expect=422)
    makes(browser, Phone(origin="https://kringwijs.evil.example"), expect=422)
    makes(browser, Phone(verified=False), expect=422)

    assert db.session.query(Passkey).count() == 1


def test_a_copied_device_is_noticed_by_its_counter(app, phone):
    shows(Browser(app), phone)
    phone.count = 0

    shows(Browser(app), phone, expect=422)


def test_an_unknown_passkey_and_a_deactivated_person_get_the_same_answer(app, browser, phone):
    unknown = shows(Browser(app), Phone(), expect=422)
    deactivate(person_by_email("samira@example.org"), by="administrator", origin="test")
    db.session.commit()
    closed = shows(Browser(app), phone, expect=422)

    sentence = "Het lukte niet met deze passkey."
    assert (sentence in unknown.text, sentence in closed.text) == (True, True)


@pytest.mark.parametrize(
    "nonsense",
    [
        "null",
        "[]",
        "{}",
        '{"rawId": 7}',
        '{"rawId": "!"}',
        "x",
        "[" * 15_000,
        '{"id":"a","rawId":"YQ","response":{}}',
    ],
)
def test_nonsense_is_refused_with_a_sentence(app, browser, nonsense):
    visitor = Browser(app)
    visitor.open(SHOW)
    browser.sign_in(a_person()).open(NEW)

    shown = visitor.submit(SHOW, expect=422, credential=nonsense)
    made = browser.submit(NEW, expect=422, name="x", credential=nonsense)

    assert all("Het lukte niet met deze passkey." in each.text for each in (shown, made))


def test_a_browser_without_passkeys_is_told_so(app, browser):
    visitor = Browser(app)
    visitor.open(SHOW)
    browser.sign_in(a_person()).open(NEW)

    pages = [visitor.submit(SHOW, expect=422, credential=""), browser.submit(NEW, expect=422, name="x", credential="")]

    assert all("Je browser gaf ons geen passkey." in each.text for each in pages)


@pytest.mark.parametrize("transports", [None, 7, "usb", {}, ["usb", 7, None], [["usb"]]])
def test_what_a_device_says_of_its_ways_never_breaks_the_page(browser, transports):
    browser.sign_in(a_person())
    told = json.loads(Phone().make(options_on(browser.open(NEW))))
    told["response"]["transports"] = transports

    answer = browser.client.post(NEW, data={"name": "x", "credential": json.dumps(told)})

    assert answer.status_code in (200, 422)
    assert "Bewaar deze herstelcodes" in answer.text or "Het lukte niet met deze passkey." in answer.text


@pytest.mark.parametrize(
    "member", ["id", "rawId", "type", "response", "clientDataJSON", "authenticatorData", "signature"]
)
@pytest.mark.parametrize("value", [None, 7, [], {}, True])
def test_a_crafted_answer_of_a_known_device_is_refused(app, phone, member, value):
    visitor = Browser(app)
    told = json.loads(phone.show(options_on(visitor.open(SHOW))))
    (told if member in told else told["response"])[member] = value

    assert "Het lukte niet met deze passkey." in visitor.submit(SHOW, expect=422, credential=json.dumps(told)).text


def test_the_first_passkey_brings_recovery_codes_and_the_second_none(app, browser):
    browser.sign_in(a_person())

    first = makes(browser, Phone())
    second = makes(browser, Phone(), name="Sleutel", expect=303)

    assert "Bewaar deze herstelcodes" in first.text
    assert second.headers["Location"] == "/account/tweede-stap"
    assert "Sleutel" in browser.open("/account/tweede-stap")


def test_nobody_takes_away_the_passkey_of_somebody_else(app, browser, phone):
    uid = db.session.query(Passkey).one().uid
    stranger = Browser(app).sign_in(a_person())

    stranger.submit(f"/account/tweede-stap/passkeys/{uid}/weg", expect=404)
    browser.submit(f"/account/tweede-stap/passkeys/{uid}/weg")

    assert db.session.query(Passkey).count() == 0


def test_an_address_of_digits_says_why_there_are_no_passkeys(app, database):
    page = Browser(app).client.get(SHOW, base_url="http://127.0.0.1:8000").text

    assert "Passkeys werken alleen op een adres met een naam" in page
    assert "data-options" not in page
