"""A quiz that is not handed in yet: what was chosen stays, and another try asks other questions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models import QuizAttempt
from lms.training.models.drawing import longest_ago_first
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part, a_question, a_quiz
from tests.training.test_quizzes import MATCH, ORDER, SEVERAL, SHORT, begin, choice_of, option_of, select_of

pytestmark = pytest.mark.usefixtures("database")

MODULE = "/modules/wat-doet-roken"
GOOD, OTHER = "Wanneer rook je?", "Waarom stop je niet?"
BANK = (ORDER, MATCH, SHORT, SEVERAL, a_question("t-one"))


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


@pytest.fixture
def place(browser, learner):
    """The address of an open attempt with a question of every style."""
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=5, questions=BANK))
    return begin(browser)


def attempts():
    return db.session.scalars(
        select(QuizAttempt).order_by(QuizAttempt.id).execution_options(populate_existing=True)
    ).all()


def filled(page):
    """Return every field of the quiz that holds something."""
    chosen = re.findall(r'name="([^"]+)" id="[^"]+" value="([^"]+)" checked', page)
    typed = re.findall(r'type="text" [^>]*name="([^"]+)" value="([^"]+)"', page)
    lists = re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', page, re.DOTALL)
    picked = [(name, found[1]) for name, inner in lists if (found := re.search(r'value="([^"]+)" selected', inner))]
    return sorted([*chosen, *typed, *picked])


def test_what_was_chosen_is_there_again_another_day(browser, place):
    page = browser.open(place)
    some = [
        ("t-short", "nicot"),
        ("t-one", choice_of(page, "t-one", OTHER)),
        ("t-several", choice_of(page, "t-several", "Schrik")),
        (select_of(page, "Vertellen"), "1"),
        (select_of(page, "onrust"), option_of(page, "gewoonte")),
    ]

    response = browser.submit(place, do="later", **dict(some))

    assert response.headers["Location"] == MODULE
    assert "Je antwoorden zijn bewaard." in browser.follow(response)
    assert filled(browser.open(place)) == sorted(some)
    assert attempts()[0].submitted_at is None


def test_enter_in_a_field_keeps_and_hands_nothing_in(browser, place):
    page = browser.open(place)

    response = browser.submit(place, do="keep", **{"t-short": "nicotine"})

    assert (
        re.search(r'<form [^>]*id="toets"[^>]*>.*?<button type="submit" name="do" value="(\w+)"', page, re.DOTALL)[1]
        == "keep"
    )
    assert response.headers["Location"] == place
    assert filled(browser.open(place)) == [("t-short", "nicotine")]


def test_handing_in_too_early_keeps_what_was_chosen(browser, place):
    some = ("t-one", choice_of(browser.open(place), "t-one", GOOD))

    browser.submit(place, **dict([some]))

    assert filled(browser.open(place)) == [some]


def test_handing_in_with_a_field_that_was_emptied_brings_back_what_was_kept_and_says_so(browser, place):
    page = browser.open(place)
    whole = {
        "t-short": "nicotine",
        "t-one": choice_of(page, "t-one", GOOD),
        "t-several": choice_of(page, "t-several", "Steun"),
        **{select_of(page, words): str(at) for at, words in enumerate(("Vragen", "Vertellen", "Luisteren"), 1)},
        select_of(page, "koffie"): option_of(page, "gewoonte"),
        select_of(page, "onrust"): option_of(page, "lichaam"),
    }
    browser.submit(place, do="keep", **whole)

    response = browser.submit(place, **{**whole, "t-short": ""})

    again = browser.follow(response)
    assert ("kw-errors" in again, "Je eerdere antwoorden staan er weer." in again) == (False, True)
    assert filled(again) == sorted(whole.items())
    assert attempts()[0].submitted_at is None


def test_what_no_page_of_ours_sends_is_not_kept(browser, place):
    page = browser.open(place)
    wrong = {
        select_of(page, "Vertellen"): "9",
        select_of(page, "koffie"): "x",
        "t-one": "x",
        "t-several": "x",
        "t-no": "1",
    }

    browser.submit(place, do="later", **wrong)

    assert filled(browser.open(place)) == []


def test_two_tabs_lose_nothing(browser, place):
    good = choice_of(browser.open(place), "t-one", GOOD)
    browser.submit(place, do="later", **{"t-one": good})

    browser.submit(place, do="later", **{"t-short": "nicotine"})

    assert filled(browser.open(place)) == [("t-one", good), ("t-short", "nicotine")]


def test_keeping_what_was_handed_in_changes_nothing(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(a_question("t-one"),)))
    place = begin(browser)
    page = browser.open(place)
    browser.submit(place, **{"t-one": choice_of(page, "t-one", GOOD)})
    before = dict(attempts()[0].answers)

    response = browser.submit(place, do="later", **{"t-one": choice_of(page, "t-one", OTHER)})

    assert "Je hebt de toets gehaald" in browser.follow(response)
    assert attempts()[0].answers == before


def test_another_try_asks_what_was_not_asked_before(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", count=6, draw=3))
    for _number in range(3):
        place = begin(browser)
        uids = re.findall(r'<section [^>]*id="(t-\d)"', page := browser.open(place))
        browser.submit(place, **{uid: choice_of(page, uid, OTHER) for uid in uids})

    first, second, third = ({line["id"] for line in attempt.drawn} for attempt in attempts())

    assert (len(first), first & second, third) == (3, set(), first)


def test_the_result_shows_the_order_that_was_chosen(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(ORDER,)))
    place = begin(browser)
    page = browser.open(place)
    given_order = ("Luisteren", "Vragen", "Vertellen")

    result = browser.follow(
        browser.submit(place, **{select_of(page, words): str(at) for at, words in enumerate(given_order, 1)})
    )

    listed = re.search(r"Jouw volgorde</p>\s*<ol[^>]*>(.*?)</ol>", result, re.DOTALL)[1]
    assert tuple(re.findall(r"<li>(.*?)</li>", listed)) == given_order


@given(st.permutations(range(8)), st.lists(st.sets(st.integers(0, 9), max_size=4), max_size=5))
def test_what_was_asked_longest_ago_comes_first(bank, earlier):
    found = longest_ago_first(bank, earlier)

    ago = [next((at for at, asked in enumerate(earlier) if question in asked), len(earlier)) for question in found]
    assert sorted(found) == sorted(bank)
    assert ago == sorted(ago, reverse=True)
