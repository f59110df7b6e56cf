"""What a phone sends again, late or in another order because the line was bad, counts once and loses nothing."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.quizzes import with_draft
from lms.training.commands.sending import forget_sent
from lms.training.models import PartCompletion, QuestionAnswer, QuizAttempt, Reflection
from lms.training.models.sending import SentForm, key_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.training import ASSIGNMENT, QUESTION, REFLECT, SCENARIO, a_module, a_part, a_quiz
from tests.training.test_races import at_once, count

pytestmark = pytest.mark.usefixtures("database")

Q1 = QUESTION.replace("{uid}", "{uid}-q1")
PART = "/modules/wat-doet-roken/les-1/deel-1"
WORK = "/modules/wat-doet-roken/delen/wdr-1/1"
QUIZ = "/modules/wat-doet-roken/toets"
ID, OTHER_ID = "a" * 32, "b" * 32


@pytest.fixture
def person(browser):
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


@pytest.fixture
def part(person):
    blocks = (Q1, REFLECT, SCENARIO, ASSIGNMENT)
    return a_module(a_part("wdr-1", *blocks), a_part("wdr-2"), quiz=a_quiz("t", draw=4))


@pytest.fixture
def place(browser, part):
    """The address of an open attempt."""
    return browser.submit(QUIZ).headers["Location"]


def rows(table):
    return db.session.scalars(select(table).execution_options(populate_existing=True)).all()


def late(form_id, act, age=0, **words):
    return {**words, "do": act, "kept_id": form_id, "kept_age": str(age)}


def keys_of(browser):
    """The two answers of the question, as the page names them."""
    return re.findall(r'name="wdr-1-q1" id="[^"]+" value="([^"]+)"', browser.open(PART))


@pytest.mark.usefixtures("part")
def test_a_thought_that_is_delivered_again_after_it_was_changed_does_not_come_back(browser):
    first = late(ID, "keep", **{"wdr-1-r1": "Eerst dit.", "wdr-1-r1.shown": ""})
    browser.submit(WORK, **first)
    mark = re.search(r'name="wdr-1-r1.shown" value="(\w+)"', browser.open(PART))[1]
    browser.submit(WORK, **late(OTHER_ID, "keep", **{"wdr-1-r1": "Iets anders.", "wdr-1-r1.shown": mark}))

    browser.submit(WORK, **first)

    assert [row.text for row in rows(Reflection)] == ["Iets anders."]


@pytest.mark.usefixtures("part")
def test_an_assignment_stays_open_when_an_older_press_comes_again(browser):
    browser.submit(WORK, **late(ID, "done:wdr-1-a1"))
    browser.submit(WORK, **late(OTHER_ID, "undone:wdr-1-a1"))

    browser.submit(WORK, **late(ID, "done:wdr-1-a1"))

    assert "Je hebt deze opdracht gedaan." not in browser.open(PART)


@pytest.mark.usefixtures("part")
def test_a_part_that_is_sent_again_leads_on_as_before(browser):
    sent = [browser.submit(WORK, **late(ID, "next")).headers["Location"] for _time in range(3)]

    assert set(sent) == {"/modules/wat-doet-roken/les-1/deel-2"}
    assert count(PartCompletion) == 1


@pytest.mark.usefixtures("part")
def test_another_button_of_the_same_form_is_no_repeat(browser):
    browser.submit(WORK, **late(ID, "done:wdr-1-a1"))
    browser.submit(WORK, **late(ID, "next"))

    assert count(PartCompletion) == 1
    assert count(SentForm) == 2


@pytest.mark.usefixtures("part")
def test_what_was_refused_did_not_arrive(browser):
    phone = {"wdr-1-r1": "Bel haar op 06 12345678", "wdr-1-r1.shown": ""}
    browser.submit(WORK, expect=422, **late(ID, "next", **phone))

    browser.submit(WORK, **late(ID, "next", **phone, **{"wdr-1-r1.sure": "y"}))

    assert count(Reflection) == 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.usefixtures("part")
def test_the_answer_that_was_given_last_stays_whichever_comes_in_last(browser, turned):
    good, other = keys_of(browser)
    deliveries = [
        late(ID, "check:wdr-1-q1", age=3600, **{"wdr-1-q1": other}),
        late(OTHER_ID, "check:wdr-1-q1", age=60, **{"wdr-1-q1": good}),
    ]
    for fields in reversed(deliveries) if turned else deliveries:
        browser.submit(WORK, **fields)

    assert [(row.given, row.right) for row in rows(QuestionAnswer)] == [([good], True)]


@pytest.mark.parametrize("age", ["", "-5", "x", "9" * 9, "9" * 40, "1e3", "²"])
@pytest.mark.usefixtures("part")
def test_a_strange_age_does_no_harm(browser, age):
    good, _other = keys_of(browser)
    browser.submit(WORK, **{**late(ID, "check:wdr-1-q1", **{"wdr-1-q1": good}), "kept_age": age})

    assert (now() - rows(QuestionAnswer)[0].answered_at).days <= 31


@pytest.mark.usefixtures("part", "person")
def test_what_somebody_else_filled_in_on_this_phone_is_refused_and_stays_with_them(browser):
    answer = browser.submit(WORK, expect=403, **late(ID, "next"), kept_who=a_person(Role.SOCIAL_WORKER).uid)

    assert count(PartCompletion) == 0
    assert "aangekomen-" not in answer.headers.get("Set-Cookie", "")


def test_who_filled_it_in_is_taken_and_told_so(browser, part, person):
    answer = browser.submit(WORK, **late(ID, "next"), kept_who=person.uid)

    assert f"aangekomen-{ID}=1" in " ".join(answer.headers.getlist("Set-Cookie"))


def test_a_form_in_line_hears_that_it_was_refused(browser, part, person):
    words = {"wdr-1-r1": "x" * 5000, "wdr-1-r1.shown": ""}
    answer = browser.submit(WORK, expect=422, **late(ID, "next", **words), kept_who=person.uid)

    assert f"aangekomen-{ID}=0" in " ".join(answer.headers.getlist("Set-Cookie"))


def test_a_draft_is_kept_without_a_page_and_without_words_about_it(browser, place):
    html = browser.open(place)
    name, value = re.findall(r'type="radio" name="([^"]+)" id="[^"]+" value="([^"]+)"', html)[0]

    browser.submit(place, expect=204, **late(ID, "draft", **{name: value}))

    assert rows(QuizAttempt)[0].answers == {name: [value]}
    assert "Je antwoorden zijn bewaard" not in browser.open(place)


def test_a_draft_that_comes_after_the_quiz_was_handed_in_changes_nothing(browser, place):
    html = browser.open(place)
    fields = dict(re.findall(r'type="radio" name="([^"]+)" id="[^"]+" value="([^"]+)"', html))
    browser.submit(place, **late(ID, "hand-in", **fields))
    before = rows(QuizAttempt)[0].answers

    browser.submit(place, expect=204, **late(OTHER_ID, "draft", age=900, **dict.fromkeys(fields, "x")))
    browser.submit(place, **late(ID, "hand-in", **fields))

    attempts = rows(QuizAttempt)
    assert ([each.answers for each in attempts], attempts[0].score is None) == ([before], False)


DRAFTS = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3), min_size=1, max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DRAFTS, st.randoms(use_true_random=False))
def test_drafts_end_the_same_in_whatever_order_and_however_often_they_come(drafts, chance):
    in_time = [({key: [value] for key, value in each.items()}, f"12:00:0{at}") for at, each in enumerate(drafts)]
    delivered = [*in_time, *chance.choices(in_time, k=3)]
    chance.shuffle(delivered)
    answers, drafted = {}, {}
    for draft, moment in delivered:
        answers, drafted = with_draft(answers, drafted, draft, moment)

    assert answers == {uid: given for draft, _moment in in_time for uid, given in draft.items()}


def test_what_arrived_is_forgotten_in_time(person):
    db.session.add(SentForm(person_id=person.id, key=key_of(ID, "next")))
    db.session.flush()

    assert (forget_sent(now()), count(SentForm)) == (1, 0)


@pytest.mark.races
def test_the_same_form_from_every_tab_at_once_counts_once(app):
    a_module(a_part("wdr-1", REFLECT))
    person = a_person(Role.SOCIAL_WORKER)
    tabs = [Browser(app).sign_in(person) for _ in range(5)]
    fields = late(ID, "next", **{"wdr-1-r1": "Eén keer.", "wdr-1-r1.shown": ""})

    found = at_once(*((tab, WORK, fields) for tab in tabs))

    assert {response.status_code for response in found} == {303}
    assert [row.text for row in rows(Reflection)] == ["Eén keer."]
    assert (count(PartCompletion), count(SentForm)) == (1, 1)


def test_two_people_may_send_forms_with_the_same_id(app):
    a_module(a_part("wdr-1"))
    for _one in range(2):
        Browser(app).sign_in(a_person(Role.SOCIAL_WORKER)).submit(WORK, **late(ID, "next"))

    assert len(db.session.scalars(select(PartCompletion.person_id)).all()) == 2
