"""A question that asks for a number, and one that asks for a point between two ends."""

import pytest

from lms.accounts.enums import Role
from lms.content.blocks import from_json
from lms.content.check.questions import question_problems
from lms.kernel.db import db
from lms.training.models import PartVersion, QuestionAnswer, QuizAttempt
from tests.factories.people import a_person
from tests.factories.training import a_module, a_package, a_part, a_quiz

pytestmark = pytest.mark.usefixtures("database")

NUMBER = """/// question | number
    uid: {uid}-q1
    unit: euro <b>
    tolerance: 0,5

Wat kost een pakje?
- [x] 12,50 — Dat is veel geld.
- [ ] * — Kijk eens op een pakje.
///
"""
SCALE = """/// question | scale
    uid: {uid}-q2
    low: niet zeker
    high: heel zeker
    points: 5

Hoe zeker ben je?
- 1-2 — Een eerlijk begin.
- * — Mooi.
///
"""
PART = "/modules/wat-doet-roken/les-1/deel-1"
WORK = "/modules/wat-doet-roken/delen/wdr-1/1"
QUIZ = "/modules/wat-doet-roken/toets"


@pytest.fixture
def learner(browser):
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


@pytest.fixture
def part(learner):
    return a_module(a_part("wdr-1", NUMBER, SCALE))


@pytest.mark.usefixtures("part")
def test_a_number_with_a_comma_and_its_unit_is_understood_and_kept_in_one_form(browser):
    browser.submit(WORK, **{"wdr-1-q1": "€ 12,50", "do": "check:wdr-1-q1"})

    answer = db.session.query(QuestionAnswer).one()
    assert (answer.given, answer.right) == (["12,5"], True)
    html = browser.open(PART)
    assert 'value="12,5"' in html
    assert "Dat is veel geld." in html
    assert "euro &lt;b&gt;" in html


@pytest.mark.usefixtures("part")
def test_what_is_no_number_is_asked_for_again_with_what_was_typed(browser):
    page = browser.submit(WORK, expect=422, **{"wdr-1-q1": "twaalf", "do": "check:wdr-1-q1"}).text

    assert "Schrijf een getal in cijfers" in page
    assert 'value="twaalf"' in page


@pytest.mark.usefixtures("part")
def test_a_scale_shows_both_ends_and_says_what_belongs_to_the_point(browser):
    page = browser.open(PART)
    assert "1: niet zeker" in page
    assert "5: heel zeker" in page

    browser.submit(WORK, **{"wdr-1-q2": "2", "do": "check:wdr-1-q2"})

    page = browser.open(PART)
    assert "Een eerlijk begin." in page
    assert "Wat past hier beter?" not in page


@pytest.mark.usefixtures("learner")
def test_a_number_counts_in_a_quiz_and_its_draft_keeps_what_was_typed(browser):
    a_module(a_part("wdr-1"), quiz=a_quiz("wdr-toets", draw=1, questions=(NUMBER.replace("{uid}", "t"),)))
    address = browser.submit(QUIZ).headers["Location"]

    browser.submit(address, **{"t-q1": "12 en een", "do": "later"})
    assert 'value="12 en een"' in browser.open(address)

    browser.submit(address, **{"t-q1": "13", "do": "hand-in"})
    assert db.session.query(QuizAttempt).one().score == 1
    assert "Je antwoord: 13 euro &lt;b&gt;" in browser.open(address)


def test_a_scale_has_no_place_in_a_quiz():
    package = a_package(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(SCALE.replace("{uid}", "t"),)))

    assert [problem.code for problem in question_problems(package)] == ["quiz-scale"]


@pytest.mark.usefixtures("part")
def test_both_come_back_from_the_database_as_they_went_in_and_others_store_nothing_new():
    number, scale = from_json(db.session.query(PartVersion).one().body)[:2]

    assert (number.unit, number.tolerance, scale.low, scale.high, scale.points) == (
        *("euro <b>", "0,5"),
        *("niet zeker", "heel zeker", 5),
    )
    assert "points" not in number.to_json()
    assert "unit" not in scale.to_json()
