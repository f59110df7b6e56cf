"""The final quiz: drawn once, judged once, tried as often as you like."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models import ModuleProgress, QuizAttempt
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part, a_question, a_quiz

pytestmark = pytest.mark.usefixtures("database")

QUIZ = "/modules/wat-doet-roken/toets"
GOOD, OTHER = "Wanneer rook je?", "Waarom stop je niet?"
ORDER = """/// question | order
    uid: t-order

Wat doe je eerst?
1. Vragen — Haar ervaring komt eerst.
2. Vertellen — Kort.
3. Luisteren — Lang.
///
"""
MATCH = """/// question | match
    uid: t-match

Wat hoort bij elkaar?
- koffie = gewoonte — Een vast moment.
- onrust = lichaam — Dat vraagt erom.
///
"""
SHORT = """/// question | short
    uid: t-short

Hoe heet de stof?
- [x] nicotine — Die maakt dat je lichaam erom vraagt.
- [ ] * — Het begint met een n.
///
"""
SEVERAL = """/// question | several
    uid: t-several

Wat helpt?
- [x] Steun — Samen gaat het beter.
- [x] Een hulpmiddel — Dat scheelt onrust.
- [ ] Schrik — Dat helpt niet lang.
///
"""


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


@pytest.fixture
def module():
    """A module of one part with a quiz of four questions out of six."""
    return a_module(a_part("wdr-1"), quiz=a_quiz("wdr-toets"))


def begin(browser):
    return browser.submit(QUIZ).headers["Location"]


def answers(html, words):
    """Return the fields that give the answer with these words to every question."""
    found = re.findall(r'name="([^"]+)" id="[^"]+" value="([^"]+)">\s*<span>' + re.escape(words), html)
    return dict(found)


def rows(table):
    return db.session.scalars(select(table).order_by(table.person_id).execution_options(populate_existing=True)).all()


def test_a_quiz_is_drawn_once_and_stays_the_same_until_it_is_handed_in(browser, learner, module):
    first = begin(browser)
    page = browser.open(first)

    again = begin(browser)

    assert first == again
    assert browser.client.get(QUIZ).headers["Location"] == first
    [attempt] = rows(QuizAttempt)
    assert (attempt.total, len({line["id"] for line in attempt.drawn})) == (4, 4)
    assert re.findall(r'id="(wdr-toets-\d)"', page) == re.findall(r'id="(wdr-toets-\d)"', browser.open(first))


def test_all_good_answers_pass_and_say_why(browser, learner, module):
    place = begin(browser)

    page = browser.follow(browser.submit(place, **answers(browser.open(place), GOOD)))

    assert "Je had 4 van de 4 vragen goed. Dat is 100 %." in page
    assert page.count("Je bent nieuwsgierig.") == 4
    [attempt], [record] = rows(QuizAttempt), rows(ModuleProgress)
    assert (attempt.score, attempt.passed) == (4, True)
    assert (record.quiz_passed_at, record.best_score) == (attempt.submitted_at, 100)


def test_who_does_not_pass_tries_again_and_the_best_counts(browser, learner, module):
    place = begin(browser)
    page = browser.follow(browser.submit(place, **answers(browser.open(place), OTHER)))
    second = begin(browser)
    browser.submit(second, **answers(browser.open(second), GOOD))
    third = begin(browser)
    browser.submit(third, **answers(browser.open(third), OTHER))

    assert "Je hebt de toets nog niet gehaald" in page
    assert len({place, second, third}) == 3
    assert [attempt.passed for attempt in sorted(rows(QuizAttempt), key=lambda each: each.id)] == [False, True, False]
    assert (rows(ModuleProgress)[0].best_score, rows(ModuleProgress)[0].done_count) == (100, 1)


def test_missing_answers_are_named_and_the_others_are_kept(browser, learner, module):
    place = begin(browser)
    given = answers(browser.open(place), GOOD)
    left_out = given.popitem()[0]

    response = browser.submit(place, **given)

    page = browser.follow(response)
    assert response.headers["Location"] == f"{place}?kijk-nog#kijk-nog"  # a page of its own: the way back works
    assert f'<a href="#{left_out}">' in page
    assert page.count(" checked") == 3
    assert rows(QuizAttempt)[0].submitted_at is None
    assert ("kw-errors" in browser.open(place), browser.open(place).count(" checked")) == (False, 3)


def test_the_result_puts_what_helps_most_first_and_ends_an_answer_before_its_explanation(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(SHORT,)))
    pages = []
    for words in ("teer", "nicotine"):
        pages.append(browser.follow(browser.submit(begin(browser), **{"t-short": words})))

    buttons = [re.findall(r"Doe de toets opnieuw|Terug naar de module", page) for page in pages]
    assert buttons == [
        ["Doe de toets opnieuw", "Terug naar de module"],
        ["Terug naar de module", "Doe de toets opnieuw"],
    ]
    assert all("<b>nicotine.</b> Die maakt dat" in page for page in pages)


def test_handing_in_twice_changes_nothing(browser, learner, module):
    place = begin(browser)
    page = browser.open(place)
    browser.submit(place, **answers(page, GOOD))

    again = browser.submit(place, **answers(page, OTHER))

    assert "Je had 4 van de 4 vragen goed." in browser.follow(again)
    assert [(attempt.score, attempt.passed) for attempt in rows(QuizAttempt)] == [(4, True)]


def test_nobody_sees_the_attempt_of_somebody_else(browser, learner, module):
    place = begin(browser)

    browser.sign_in(a_person(Role.EDITOR))

    browser.open(place, 404)
    browser.submit(place, 404)


def test_every_style_can_be_answered_without_script(browser, learner):
    bank = (ORDER, MATCH, SHORT, SEVERAL, a_question("t-one"))
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=5, pass_mark=100, questions=bank))
    place = begin(browser)
    page = browser.open(place)

    given = {"t-short": " Nicotine. ", "t-one": choice_of(page, "t-one", GOOD)}
    given["t-several"] = [choice_of(page, "t-several", "Steun"), choice_of(page, "t-several", "Een hulpmiddel")]
    given |= {select_of(page, words): str(place) for place, words in enumerate(("Vragen", "Vertellen", "Luisteren"), 1)}
    given |= {
        select_of(page, left): option_of(page, right) for left, right in (("koffie", "gewoonte"), ("onrust", "lichaam"))
    }

    assert "Dat is 100 %." in browser.follow(browser.submit(place, **given))


def test_the_same_place_twice_in_an_order_is_not_an_answer(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(ORDER,)))
    place = begin(browser)
    page = browser.open(place)

    response = browser.submit(place, **{select_of(page, words): "1" for words in ("Vragen", "Vertellen", "Luisteren")})

    assert "Elk nummer kun je één keer gebruiken." in browser.follow(response)


def choice_of(page, uid, words):
    return re.search(rf'name="{uid}" id="[^"]+" value="([^"]+)">\s*<span>{re.escape(words)}', page)[1]


def select_of(page, words):
    return re.search(rf'<label class="utrecht-form-label" for="([^"]+)">{words}</label>', page)[1]


def option_of(page, words):
    return re.search(rf'<option value="([^"]+)">[A-Z]\. {words}</option>', page)[1]


def test_a_module_without_a_quiz_has_no_such_page(browser, learner):
    a_module(a_part("wdr-1"))

    browser.open(QUIZ, 404)


def test_everything_done_is_a_hundred_percent(browser, learner, module):
    browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next")
    place = begin(browser)
    browser.submit(place, **answers(browser.open(place), GOOD))

    page = browser.open("/modules/wat-doet-roken")

    assert "Je hebt deze module af." in page
    [record] = rows(ModuleProgress)
    assert (record.done_count, record.total_count, record.minutes_left) == (2, 2, 0)
    assert record.completed_at is not None


def test_what_a_quiz_costs(browser, learner, module, statements):
    browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next")
    with statements(3):
        browser.open(QUIZ)
    with statements(7):
        place = begin(browser)
    with statements(4):
        page = browser.open(place)
    with statements(13):  # the last step, so that a certificate is made too
        browser.submit(place, **answers(page, GOOD))
