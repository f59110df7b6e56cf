"""Failed tries are limited for all processes together, and never lock a victim out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from lms.accounts.commands.limits import ACCOUNT, ORIGIN, Limit, forgive, start_afresh, take_try
from lms.accounts.commands.people import deactivate
from lms.accounts.enums import Tried
from lms.accounts.errors import TooManyTries
from lms.accounts.models import FailedTries, SignInSession
from lms.accounts.queries.people import person_by_uid
from lms.app import create_app
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.browser import Browser
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
FREE = ACCOUNT[Tried.PASSWORD].free


WRONG = "fout, fout, fout"


def tries(browser, email, password=WRONG, number=1):
    return [
        browser.client.post("/inloggen", data={"email": email, "password": password}).status_code for _ in range(number)
    ]


@pytest.mark.parametrize("known", [True, False])
def test_after_the_free_tries_there_is_a_wait_for_known_and_unknown_alike(browser, known):
    email = a_person(password=PASSWORD).email if known else "niemand@example.org"

    answers = tries(browser, email, number=FREE + 2)
    page = browser.submit("/inloggen", expect=429, email=email, password=PASSWORD)

    assert answers == [422] * FREE + [429] * 2
    assert "Probeer het over 4 minuten nog een keer." in page.text
    assert "Mail mij een link" in page.text


def test_the_wait_grows_and_trying_during_it_does_not_make_it_longer(browser):
    email = a_person(password=PASSWORD).email
    with time_machine.travel(now(), tick=False) as clock:
        tries(browser, email, number=FREE + 5)
        clock.shift(timedelta(minutes=4))
        after_four = tries(browser, email, number=2)
        clock.shift(timedelta(minutes=7))
        after_eleven = tries(browser, email)
        clock.shift(timedelta(minutes=1))
        after_twelve = tries(browser, email)

    assert (after_four, after_eleven, after_twelve) == ([422, 429], [429], [422])


def test_at_most_ten_guesses_fit_in_a_quarter_of_an_hour():
    limit, spent, guesses = ACCOUNT[Tried.PASSWORD], timedelta(0), 0
    while spent < timedelta(minutes=15):
        guesses += 1
        spent += limit.wait(guesses)

    assert guesses <= 10


def test_waits_double_up_to_the_longest():
    limit = Limit(free=2, first_wait=timedelta(minutes=1), longest_wait=timedelta(minutes=5))

    assert [limit.wait(number).seconds // 60 for number in range(8)] == [0, 0, 1, 2, 4, 5, 5, 5]


def test_only_failed_tries_count(browser):
    person = a_person(password=PASSWORD)

    for _ in range(FREE * 2):
        assert tries(browser, person.email, PASSWORD) == [303]
    tries(browser, person.email, number=FREE - 1)
    good = tries(browser, person.email, PASSWORD)

    assert good == [303]
    counted = sorted(row.number for row in db.session.query(FailedTries))
    assert counted == [0, FREE - 1]  # the account starts afresh, the origin does not


def test_one_account_has_to_wait_and_another_does_not(browser):
    victim, other = a_person(password=PASSWORD), a_person(password=PASSWORD)
    tries(browser, victim.email, number=FREE + 1)

    assert tries(browser, other.email, PASSWORD) == [303]


def test_a_victim_still_comes_in_by_mail_and_keeps_the_session_on_a_known_device(app, browser):
    victim, attacker = a_person(password=PASSWORD), Browser(app)
    browser.sign_in(victim)
    tries(attacker, victim.email, number=FREE + 3)

    at_home = browser.client.get("/account/wachtwoord").status_code
    elsewhere = Browser(app)
    elsewhere.submit("/inloggen", email=victim.email, password="", link="1")
    entered = elsewhere.submit(link_in(mails_about("accounts.sign_in")[0]))

    assert at_home == 200
    assert entered.headers["Location"] == "/"
    assert elsewhere.client.get("/account/wachtwoord").status_code == 200


def test_many_addresses_from_one_origin_have_to_wait_too(database):
    for number in range(ORIGIN[Tried.PASSWORD].free):
        take_try(Tried.PASSWORD, account=f"niemand{number}@example.org", origin="one room")

    with pytest.raises(TooManyTries) as refused:
        take_try(Tried.PASSWORD, account="weer-iemand@example.org", origin="one room")
    take_try(Tried.PASSWORD, account="weer-iemand@example.org", origin="another room")

    assert refused.value.of_origin


def test_a_room_that_asked_for_too_many_mails_is_told_so(browser, monkeypatch):
    monkeypatch.setitem(ORIGIN, Tried.MAIL, Limit(1, timedelta(minutes=5), timedelta(minutes=5)))
    browser.submit("/inloggen/link", email="een@example.org")

    page = browser.submit("/inloggen/link", expect=429, email="twee@example.org")

    assert "Vanaf jullie netwerk wilden veel mensen tegelijk inloggen." in page.text


def test_a_forgotten_password_field_is_no_failed_try(browser):
    page = browser.submit("/inloggen", expect=422, email=a_person(password=PASSWORD).email, password="")

    assert "Vul je wachtwoord in." in page.text
    assert db.session.query(FailedTries).count() == 0


def test_counts_hold_neither_address_nor_network(browser):
    person = a_person(password=PASSWORD)
    tries(browser, person.email)

    kept = " ".join(row.key for row in db.session.query(FailedTries))

    assert person.email not in kept
    assert "127.0.0.1" not in kept
    assert len(kept) == 2 * 64 + 1


@pytest.mark.races
def test_parallel_guesses_in_several_processes_share_one_count(app, database):
    person = a_person(password=PASSWORD)
    others = [create_app(app.config["SETTINGS"]) for _ in range(3)]

    with ThreadPoolExecutor(16) as threads:
        clients = [Browser(each) for each in (app, *others) for _ in range(4)]
        answers = list(threads.map(lambda client: tries(client, person.email, number=3), clients))

    for other in others:
        with other.app_context():
            db.engine.dispose()
    flat = [status for each in answers for status in each]
    assert flat.count(422) == FREE
    assert flat.count(429) == len(flat) - FREE


@pytest.mark.races
def test_tries_and_forgiveness_at_once_wait_for_each_other_in_one_order(app, database):
    """Rows come and go while others count: whichever key is there first, nobody waits in a circle."""

    def once(number: int) -> int:
        with app.app_context():
            tried = take_try(Tried.REMARK, account=f"{number // 4}", origin="zaal")
            with unit_of_work():
                forgive(tried)
            with unit_of_work():
                start_afresh(Tried.REMARK, f"{number // 4}")
            return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(once, range(400))) == 400


@pytest.mark.races
def test_deactivation_and_signing_in_at_once_leave_nobody_inside(app, database):
    person = a_person(password=PASSWORD)
    uid, email = person.uid, person.email

    def close(_):
        with app.app_context(), unit_of_work():
            deactivate(person_by_uid(uid), by="test", origin="test")

    with ThreadPoolExecutor(6) as threads:
        coming = [threads.submit(tries, Browser(app), email, PASSWORD) for _ in range(5)]
        threads.submit(close, None).result()
        [each.result() for each in coming]

    db.session.rollback()
    assert db.session.query(SignInSession).count() == 0
