"""A card that somebody guesses at ends, and who made it hears of it; strangers cannot end one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.card_guesses import MOST_WRONG, count_wrong_pictures, tell_of_stopped_cards
from lms.accounts.commands.sign_in_cards import make_card
from lms.accounts.enums import Role
from lms.accounts.models import Notice, SignInCard
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import aside
from tests.browser import Browser
from tests.factories.people import a_person

WIJK = ("neighbourhood", 7)


@pytest.fixture
def director(database):
    return a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK)


@pytest.fixture
def made(director):
    person = a_person(Role.KEY_PERSON, name="Fatma", scope=WIJK)
    person.email = None
    card = make_card(person, by=director, origin="test")
    db.session.commit()
    return card


def send(browser, token, pictures):
    told = {"chosen": ",".join(pictures[:3]), "picture": pictures[3]}
    return browser.client.post(f"/kaart/{token}", data=told).status_code


def guess(browser, token, pictures, times):
    """Guess wrong as soon as each wait is over."""
    with time_machine.travel(now(), tick=False) as clock:
        for _time in range(times):
            assert send(browser, token, pictures[::-1]) == 422
            clock.shift(timedelta(minutes=61))


def test_a_card_ends_after_too_many_wrong_tries_and_its_maker_hears_it_once(browser, director, made):
    uid, about = made.card.uid, f"person/{made.card.person.uid}"
    guess(browser, made.token, made.pictures, MOST_WRONG)

    for _time in range(2):
        tell_of_stopped_cards()
        db.session.commit()

    with time_machine.travel(now() + timedelta(days=2)):
        assert send(browser, made.token, made.pictures) == 422
    notice = db.session.scalars(select(Notice)).one()
    assert (notice.person_id, notice.object) == (director.id, f"card/{uid}")
    assert "De inlogkaart van Fatma is gestopt: te veel foute plaatjes. Maak een nieuwe" in notice.text
    logged = [line.action for line in audit.entries(object=about)]
    assert (logged.count("card.try"), logged.count("card.stopped")) == (MOST_WRONG + 1, 1)
    assert audit.verify() is None


def test_the_right_pictures_start_the_count_afresh(app, browser, made):
    for _time in range(2):
        guess(browser, made.token, made.pictures, MOST_WRONG - 1)
        with time_machine.travel(now() + timedelta(days=2)):
            assert send(Browser(app), made.token, made.pictures) == 303

    tell_of_stopped_cards()
    assert db.session.scalars(select(Notice)).all() == []


def test_guesses_at_codes_that_do_not_exist_end_no_card(app, made):
    db.session.commit()
    for _time in range(MOST_WRONG):
        with aside() as session:
            count_wrong_pictures(session, "z" * 28, by="visitor", origin="test")

    assert db.session.scalars(select(SignInCard.ended_at)).all() == [None]


@pytest.mark.races
def test_parallel_wrong_tries_are_all_counted_and_end_the_card_once(app, made):
    token, about = made.token, f"person/{made.card.person.uid}"
    db.session.remove()

    def count(_number):
        with app.test_request_context(), aside() as session:
            count_wrong_pictures(session, token, by="visitor", origin="test")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(count, range(MOST_WRONG + 5)))

    assert db.session.scalars(select(SignInCard.wrong_tries)).all() == [MOST_WRONG]
    assert [line.action for line in audit.entries(object=about)].count("card.stopped") == 1
