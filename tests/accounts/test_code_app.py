"""A second step with codes from an app, and recovery codes on paper."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
import time_machine

from lms.accounts.commands.factors import take_away_all
from lms.accounts.enums import Role
from lms.accounts.models import CodeApp, RecoveryCode, SignInSession
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.permit import anyone, is_public
from tests.browser import Browser
from tests.factories.mail import mails_about
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
LATER = timedelta(seconds=90)


@pytest.fixture(autouse=True)
def clock():
    """Codes follow the clock, so the clock stands still until a test moves it."""
    with time_machine.travel(now(), tick=False) as travel:
        yield travel


@pytest.fixture
def must_have_second_factor(app, monkeypatch):
    settings = app.config["SETTINGS"]
    strict = settings.__class__(**{**settings.__dict__, "second_factor_roles": ("coordinator", "circle_facilitator")})
    monkeypatch.setitem(app.config, "SETTINGS", strict)


def sets_up(browser, clock):
    """Set the app up; return what the phone knows, and the recovery codes."""
    browser.submit("/account/tweede-stap/app")
    page = browser.open("/account/tweede-stap/app")
    phone = pyotp.TOTP(re.search(r"<code>([A-Z2-7-]+)</code>", page).group(1).replace("-", ""))
    answer = browser.submit("/account/tweede-stap/app/bevestigen", expect=200, code=code_of(phone))
    clock.shift(LATER)
    return phone, re.findall(r"<code>([a-z0-9-]{14})</code>", answer.text)


def code_of(phone):
    return phone.at(now())


def signs_in(browser, person, password=PASSWORD):
    return browser.submit("/inloggen?next=/modules", email=person.email, password=password)


def inside(browser):
    return browser.client.get("/account/wachtwoord").status_code == 200


def test_the_app_asks_for_a_second_step_from_then_on(app, browser, clock):
    person = a_person(password=PASSWORD)
    phone, codes = sets_up(browser.sign_in(person), clock)

    other = Browser(app)
    halfway = signs_in(other, person)
    between = inside(other)
    page = other.follow(halfway)
    entered = other.submit(halfway.headers["Location"], code=code_of(phone))

    assert len(set(codes)) == 10
    assert halfway.headers["Location"] == "/inloggen/tweede-stap?next=/modules"
    assert "Nog één stap" in page
    assert (between, entered.headers["Location"], inside(other)) == (False, "/modules", True)
    assert [mail.address for mail in mails_about("accounts.factor")] == [person.email]


def test_setting_up_keeps_this_session_and_ends_all_others(app, browser, clock):
    person = a_person()
    other = Browser(app).sign_in(person)

    sets_up(browser.sign_in(person), clock)

    assert (inside(browser), inside(other)) == (True, False)


def test_the_secret_is_shown_as_a_picture_and_a_key_until_it_is_confirmed_and_kept_encrypted(browser, clock):
    person = a_person()
    browser.sign_in(person).submit("/account/tweede-stap/app")
    page = browser.open("/account/tweede-stap/app")
    phone, _ = sets_up(browser, clock)

    assert '<img src="data:image/svg+xml' in page
    assert 'href="otpauth://totp/Kringwijs:' in page
    assert 'href="/account/tweede-stap"' in page
    assert phone.secret not in db.session.get(CodeApp, person.id).secret
    assert browser.client.get("/account/tweede-stap/app").status_code == 303


def test_one_code_counts_once(app, browser, clock):
    person = a_person(password=PASSWORD)
    phone, _ = sets_up(browser.sign_in(person), clock)
    code, first, second = code_of(phone), Browser(app), Browser(app)
    signs_in(first, person)
    signs_in(second, person)

    first.submit("/inloggen/tweede-stap", code=code)
    again = second.submit("/inloggen/tweede-stap", expect=422, code=code)

    assert "Deze code klopt niet, of is al gebruikt." in again.text
    assert (inside(first), inside(second)) == (True, False)


def test_the_code_that_confirmed_the_app_does_not_also_sign_in(app, browser):
    person = a_person(password=PASSWORD)
    browser.sign_in(person).submit("/account/tweede-stap/app")
    page = browser.open("/account/tweede-stap/app")
    phone = pyotp.TOTP(re.search(r"<code>([A-Z2-7-]+)</code>", page).group(1).replace("-", ""))
    browser.submit("/account/tweede-stap/app/bevestigen", expect=200, code=code_of(phone))

    other = Browser(app)
    signs_in(other, person)

    assert other.submit("/inloggen/tweede-stap", expect=422, code=code_of(phone))


def test_a_recovery_code_counts_once_however_it_is_typed(app, browser, clock):
    person = a_person(password=PASSWORD)
    _, codes = sets_up(browser.sign_in(person), clock)
    first, second = Browser(app), Browser(app)
    signs_in(first, person)
    signs_in(second, person)

    first.submit("/inloggen/tweede-stap", code=codes[3].upper().replace("-", " "))
    second.submit("/inloggen/tweede-stap", expect=422, code=codes[3])

    assert (inside(first), inside(second)) == (True, False)
    assert codes[3] not in {row.code_hash for row in db.session.query(RecoveryCode)}


def test_recovery_codes_of_somebody_else_do_not_count(app, browser, clock):
    person, other = a_person(password=PASSWORD), a_person()
    sets_up(browser.sign_in(person), clock)
    _, codes = sets_up(Browser(app).sign_in(other), clock)
    visitor = Browser(app)
    signs_in(visitor, person)

    visitor.submit("/inloggen/tweede-stap", expect=422, code=codes[0])

    assert not inside(visitor)


def test_wrong_codes_are_limited_like_wrong_passwords(app, browser, clock):
    person = a_person(password=PASSWORD)
    phone, _ = sets_up(browser.sign_in(person), clock)
    visitor = Browser(app)
    signs_in(visitor, person)

    answers = [visitor.client.post("/inloggen/tweede-stap", data={"code": "000000"}).status_code for _ in range(7)]
    right = visitor.client.post("/inloggen/tweede-stap", data={"code": code_of(phone)}).status_code

    assert answers == [422] * 5 + [429] * 2
    assert right == 429
    assert inside(browser)


def asks_for_a_person(app, rule):
    """Whether an address without parts shows something only to who is inside."""
    guard = getattr(app.view_functions[rule.endpoint], "access_rule", anyone)
    return "GET" in rule.methods and not rule.arguments and (not is_public(guard) or rule.rule.startswith("/account"))


def test_halfway_reaches_no_page_that_asks_for_a_person_and_ends_after_a_quarter(app, browser, clock):
    person = a_person(Role.ADMINISTRATOR, password=PASSWORD)
    phone, _ = sets_up(browser.sign_in(person), clock)
    visitor = Browser(app)
    signs_in(visitor, person)
    guarded = [rule.rule for rule in app.url_map.iter_rules() if asks_for_a_person(app, rule)]

    reached = {path for path in guarded if visitor.client.get(path).status_code == 200}
    clock.shift(timedelta(minutes=15))
    late = visitor.submit("/inloggen/tweede-stap", code=code_of(phone))

    assert len(guarded) > 5
    assert reached == set()
    assert late.headers["Location"] == "/inloggen"


def test_a_stolen_password_cannot_bring_its_own_factor(app, browser, clock):
    person = a_person(password=PASSWORD)
    sets_up(browser.sign_in(person), clock)
    thief = Browser(app)
    signs_in(thief, person)

    answers = [
        thief.client.post("/account/tweede-stap/app"),
        thief.client.get("/account/tweede-stap"),
        thief.client.get("/account/tweede-stap/passkeys/nieuw"),
        thief.client.post("/account/tweede-stap/herstelcodes"),
    ]

    assert {answer.headers["Location"].split("?")[0] for answer in answers} == {"/inloggen"}


def test_a_required_factor_lets_you_set_up_and_do_nothing_else_first(app, browser, clock, must_have_second_factor):
    person = a_person(Role.COORDINATOR, password=PASSWORD)

    halfway = signs_in(browser, person)
    page = browser.follow(halfway)
    before = inside(browser)
    sets_up(browser, clock)

    assert halfway.headers["Location"] == "/account/tweede-stap?next=/modules"
    assert "Je rol vraagt een tweede stap." in page
    assert (before, inside(browser)) == (False, True)


def test_a_place_role_that_asks_for_a_factor_works_at_the_next_request(app, browser, must_have_second_factor):
    person = a_person(Role.CIRCLE_FACILITATOR, password=PASSWORD)
    other = a_person(Role.KEY_PERSON, password=PASSWORD)

    assert signs_in(browser, person).headers["Location"].startswith("/account/tweede-stap")
    assert signs_in(Browser(app), other).headers["Location"] == "/modules"


def test_the_last_factor_stays_when_a_role_asks_for_one(app, browser, clock, must_have_second_factor):
    person = a_person(Role.COORDINATOR)
    sets_up(browser.sign_in(person), clock)

    browser.submit("/account/tweede-stap/app/uit")

    assert "Je rol vraagt een tweede stap." in browser.open("/account/tweede-stap")
    assert db.session.get(CodeApp, person.id).confirmed_at is not None


def test_without_the_app_a_password_is_enough_again(app, browser, clock):
    person = a_person(password=PASSWORD)
    sets_up(browser.sign_in(person), clock)

    browser.submit("/account/tweede-stap/app/uit")

    assert signs_in(Browser(app), person).headers["Location"] == "/modules"
    assert db.session.query(RecoveryCode).count() == 0


def test_new_recovery_codes_replace_the_old_ones(app, browser, clock):
    person = a_person(password=PASSWORD)
    _, old = sets_up(browser.sign_in(person), clock)
    page = browser.submit("/account/tweede-stap/herstelcodes", expect=200)
    new = re.findall(r"<code>([a-z0-9-]{14})</code>", page.text)
    visitor = Browser(app)
    signs_in(visitor, person)

    visitor.submit("/inloggen/tweede-stap", expect=422, code=old[0])
    visitor.submit("/inloggen/tweede-stap", code=new[0])

    assert set(old).isdisjoint(new)


def test_an_administrator_takes_lost_factors_away_and_that_ends_the_sessions(app, browser, clock):
    person = a_person(password=PASSWORD)
    sets_up(browser.sign_in(person), clock)

    take_away_all(person_by_uid(person.uid), by="administrator", origin="test")
    db.session.commit()

    assert not inside(browser)
    assert signs_in(Browser(app), person).headers["Location"] == "/modules"


@pytest.mark.races
def test_two_browsers_with_one_code_at_once_bring_one_inside(app, database, clock):
    person = a_person(password=PASSWORD)
    phone, _ = sets_up(Browser(app).sign_in(person), clock)
    visitors = [Browser(app) for _ in range(4)]
    for visitor in visitors:
        signs_in(visitor, person)
    code = code_of(phone)

    with ThreadPoolExecutor(4) as threads:
        answers = list(
            threads.map(lambda each: each.client.post("/inloggen/tweede-stap", data={"code": code}), visitors)
        )

    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]
    assert db.session.query(SignInSession).filter(SignInSession.second_factor_at.is_not(None)).count() == 2


def test_signing_out_halfway_leaves_no_session_behind(app, browser, clock):
    person = a_person(password=PASSWORD)
    sets_up(browser.sign_in(person), clock)
    visitor = Browser(app)
    before = db.session.query(SignInSession).count()
    page = visitor.follow(signs_in(visitor, person))

    visitor.submit("/uitloggen")
    assert 'action="/uitloggen"' in page

    assert db.session.query(SignInSession).count() == before
    assert visitor.submit("/inloggen/tweede-stap", code="123456").headers["Location"] == "/inloggen"
