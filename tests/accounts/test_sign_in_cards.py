"""Printed sign-in cards: a card and four pictures let somebody in who sees no data of others, and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.limits import ACCOUNT
from lms.accounts.commands.people import deactivate, grant_role, set_platform_roles
from lms.accounts.commands.sign_in_cards import make_card, person_with_card, revoke_card
from lms.accounts.enums import CARD_ROLES, Picture, Role, Tried
from lms.accounts.errors import MayNotHoldCard
from lms.accounts.models import FailedTries, SignInCard, SignInSession
from lms.accounts.policy import OWN
from lms.accounts.queries.people import person_by_uid
from lms.accounts.queries.sign_in_cards import card_holders
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.browser import Browser
from tests.factories.people import a_person

WIJK = ("neighbourhood", 7)
FREE = ACCOUNT[Tried.CARD].free


def a_card_person(role=Role.KEY_PERSON):
    person = a_person(role, name="Fatma", scope=WIJK)
    person.email = None
    db.session.commit()
    return person


@pytest.fixture
def director(database):
    return a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK)


@pytest.fixture
def made(director):
    card = make_card(a_card_person(), by=director, origin="test")
    db.session.commit()
    return card


def tap(browser, token, pictures, expect):
    """Tap all pictures but the last, one page each, and then the last."""
    chosen = []
    for picture in pictures[:-1]:
        browser.submit(f"/kaart/{token}", expect=200, chosen=",".join(chosen), picture=picture)
        chosen.append(picture)
    return browser.submit(f"/kaart/{token}", expect=expect, chosen=",".join(chosen), picture=pictures[-1])


def other_than(pictures):
    return tuple(reversed(pictures))


@pytest.mark.parametrize("role", CARD_ROLES)
def test_card_and_pictures_let_somebody_in_as_on_an_own_phone(browser, director, role):
    made = make_card(a_card_person(role), by=director, origin="test")
    db.session.commit()

    with time_machine.travel(now(), tick=False):
        entered = tap(browser, made.token, made.pictures, 303)
        session = db.session.scalars(select(SignInSession)).one()
        lasts = session.ends_at - session.created_at

    assert (entered.headers["Location"], lasts) == ("/", OWN.absolute)
    assert "Je logt in met je kaart en je plaatjes." in browser.open("/account")


def test_other_pictures_or_another_order_do_not(browser, made):
    page = tap(browser, made.token, other_than(made.pictures), 422)

    assert "Dat klopt niet." in page.text
    assert db.session.query(SignInSession).count() == 0


def test_the_code_can_be_typed_with_spaces_and_capitals(browser, made):
    typed = " ".join(made.token[at : at + 4] for at in range(0, 28, 4)).upper()

    answer = browser.submit("/kaart", code=typed)

    assert answer.headers["Location"] == f"/kaart/{made.token}"
    browser.submit("/kaart", expect=422, code="")


def test_a_card_that_exists_and_one_that_does_not_look_the_same(browser, statements, made):
    unknown = "z" * 28

    with statements(0):
        pages = [browser.open(f"/kaart/{token}").replace(token, "") for token in (made.token, unknown)]
    wrong = [tap(browser, token, other_than(made.pictures), 422).text for token in (made.token, unknown)]
    wrong = [text.replace(token, "") for text, token in zip(wrong, (made.token, unknown), strict=True)]

    assert pages[0] == pages[1]
    assert wrong[0] == wrong[1]


def test_a_wrong_guess_costs_the_same_work_for_both(statements, made):
    """The hash is compared for both; one statement each."""
    for token in (made.token, "z" * 28):
        with statements(1):
            assert person_with_card(token, other_than(made.pictures), origin="test") is None


def test_the_page_keeps_its_address_to_itself(browser, made):
    answer = browser.client.get(f"/kaart/{made.token}")

    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_database_holds_neither_code_nor_pictures(made):
    row = made.card

    assert len(made.token) == 28
    assert made.token not in (row.token_hash, row.pictures_hash)
    assert not any(picture in row.pictures_hash for picture in Picture)
    assert len(set(made.pictures)) == 4


@pytest.mark.parametrize("known", [True, False])
def test_guessing_has_to_wait_and_the_wait_ends(browser, made, known):
    token = made.token if known else "z" * 28
    with time_machine.travel(now(), tick=False) as clock:
        answers = [
            tap(browser, token, other_than(made.pictures), 422 if number < FREE else 429).status_code
            for number in range(FREE + 1)
        ]
        waits = tap(browser, token, made.pictures, 429)
        clock.shift(timedelta(minutes=61))
        after = tap(browser, token, made.pictures, 303 if known else 422)

    assert answers == [422] * FREE + [429]
    assert "Probeer het over 4 minuten nog een keer." in waits.text
    assert after.status_code == (303 if known else 422)


def test_a_right_try_is_forgiven(browser, made):
    tap(browser, made.token, other_than(made.pictures), 422)
    tap(browser, made.token, made.pictures, 303)

    assert sorted(row.number for row in db.session.query(FailedTries)) == [0, 1]  # the card afresh; its origin


def test_a_new_card_stops_the_old_one_and_its_sessions_at_once(app, browser, director, made):
    tap(browser, made.token, made.pictures, 303)

    new = make_card(person_by_uid(made.card.person.uid), by=director, origin="test")
    db.session.commit()

    browser.open("/account", expect=303)
    tap(Browser(app), made.token, made.pictures, 422)
    tap(Browser(app), new.token, new.pictures, 303)


def test_a_card_taken_back_lets_nobody_in_any_more(app, browser, director, made):
    tap(browser, made.token, made.pictures, 303)

    revoke_card(made.card.person, by=director, origin="test")
    db.session.commit()

    browser.open("/account", expect=303)
    tap(Browser(app), made.token, made.pictures, 422)
    assert card_holders([made.card.person_id]) == frozenset()


@pytest.mark.parametrize("role", [role for role in Role if role not in CARD_ROLES])
def test_no_card_is_made_for_who_sees_data_of_others(director, role):
    person = a_person(role, scope=WIJK)
    person.email = None

    with pytest.raises(MayNotHoldCard):
        make_card(person, by=director, origin="test")


def test_no_card_is_made_for_who_has_an_address_is_in_two_places_or_left(director):
    with_address, in_two, left = a_person(Role.RESIDENT, scope=WIJK), a_card_person(), a_card_person()
    in_two_places = grant_role(in_two, Role.KEY_PERSON, "neighbourhood", 8)
    deactivate(left, by="test", origin="test")

    refused = 0
    for person in (with_address, in_two, left):
        with pytest.raises(MayNotHoldCard):
            make_card(person, by=director, origin="test")
        refused += 1

    assert (refused, in_two_places.until) == (3, None)


@pytest.mark.parametrize(
    "gain",
    [
        lambda person: grant_role(person, Role.SOCIAL_WORKER, *WIJK),
        lambda person: grant_role(person, Role.KEY_PERSON, "neighbourhood", 8),
        lambda person: set_platform_roles(person, [Role.EDITOR], by=a_person(Role.ADMINISTRATOR), origin="test"),
    ],
)
def test_another_role_ends_card_and_sessions(app, browser, made, gain):
    tap(browser, made.token, made.pictures, 303)

    gain(person_by_uid(made.card.person.uid))
    db.session.commit()

    browser.open("/account", expect=303)
    tap(Browser(app), made.token, made.pictures, 422)


def test_at_signing_in_the_roles_are_looked_at_again(browser, made):
    """A right written past our commands, as a higher feature or an older backup might."""
    person = made.card.person
    person.all_grants[0].role = Role.SOCIAL_WORKER
    db.session.commit()

    tap(browser, made.token, made.pictures, 422)


def test_a_closed_account_stays_closed_for_its_card(browser, made):
    deactivate(made.card.person, by="test", origin="test")
    db.session.commit()

    tap(browser, made.token, made.pictures, 422)


def test_making_replacing_using_and_ending_stand_in_the_log(browser, director, made):
    new = make_card(made.card.person, by=director, origin="test")
    db.session.commit()
    tap(browser, new.token, new.pictures, 303)
    revoke_card(made.card.person, by=director, origin="test")
    db.session.commit()

    actions = [line.action for line in audit.entries(object=f"person/{made.card.person.uid}")]
    assert actions[::-1] == ["card.make", "card.replace", "card.sign_in", "session.begin", "card.end"]


def test_nonsense_is_no_picture(browser, made):
    page = browser.submit(f"/kaart/{made.token}", expect=200, chosen="appelmoes,sun", picture="bom")

    assert "Tik op je eerste plaatje." in page.text


@pytest.mark.races
def test_of_two_cards_made_at_once_one_works(app, database):
    director = a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK).uid
    person = a_card_person().uid

    def make(_):
        with app.app_context(), unit_of_work():
            return make_card(person_by_uid(person), by=person_by_uid(director), origin="test").token

    with ThreadPoolExecutor(6) as threads:
        tokens = list(threads.map(make, range(6)))

    db.session.rollback()
    assert len(set(tokens)) == 6
    assert db.session.query(SignInCard).filter(SignInCard.ended_at.is_(None)).count() == 1


@pytest.mark.races
def test_parallel_guesses_share_one_count(app, database):
    director = a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK)
    with unit_of_work():
        made = make_card(person_by_uid(a_card_person().uid), by=director, origin="test")
        token, wrong = made.token, other_than(made.pictures)
    told = {"chosen": ",".join(wrong[:3]), "picture": wrong[3]}

    def guess(_):
        return Browser(app).client.post(f"/kaart/{token}", data=told).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(guess, range(24)))

    assert (answers.count(422), answers.count(429)) == (FREE, 24 - FREE)
