"""Mijn zinnen: sentences from practice talks and own ones, in an own order, on a card."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.commands.own import forget_person
from lms.training.models import PocketSentence, ScenarioWalk
from lms.training.queries.own import training_of
from lms.training.queries.sentences import Sentence, cards_of, sentences_of
from tests.factories.people import a_person
from tests.factories.training import SCENARIO, a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/mijn-leren/zinnen"
KEY = "a" * 24


@pytest.fixture
def learner(browser):
    """A social worker who is signed in, with a practice talk to walk."""
    a_module(a_part("wdr-1", SCENARIO))
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def add(browser, text, **more):
    return browser.submit(PAGE, text=text, **more)


def talk(browser, text):
    return browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="keep", **{"wdr-1-s1-r": text})


def said(person):
    db.session.expire_all()
    return [each.text for each in sentences_of(person)]


def key_of(person, text):
    return next(each.key for each in sentences_of(person) if each.text == text)


def test_sentences_of_talks_and_own_ones_stand_in_one_list(browser, learner):
    talk(browser, "Mag ik naast je staan?")
    add(browser, "Hoe is dit moment voor jou?")

    page = browser.open(PAGE)

    assert page.index("Hoe is dit moment voor jou?") > page.index("Mag ik naast je staan?")
    assert "Uit een oefengesprek" in page


def test_a_new_sentence_comes_last_and_the_order_is_ones_own(browser, learner):
    talk(browser, "Een.")
    for text in ("Twee.", "Drie."):
        add(browser, text)
    assert set(said(learner)) == {"Een.", "Twee.", "Drie."}

    for text in ("Drie.", "Drie."):
        browser.submit(f"{PAGE}/{key_of(learner, text)}/plaats", naar="boven")
    browser.submit(f"{PAGE}/{key_of(learner, 'Een.')}/plaats", naar="onder")

    assert said(learner) == ["Drie.", "Twee.", "Een."]
    talk(browser, "")
    assert said(learner) == ["Drie.", "Twee."]


def test_a_form_sent_twice_adds_one_sentence(browser, learner):
    for _ in range(2):
        add(browser, "Hoe gaat het?", form_key=KEY)

    assert said(learner) == ["Hoe gaat het?"]
    assert "Hoe is het?" in browser.submit(PAGE, 422, text="Hoe is het?", form_key=KEY).text


@pytest.mark.parametrize("text", ["", "   ", "x" * 501, "Bel 06 12345678."])
def test_what_cannot_be_kept_is_said_and_stays_in_the_field(browser, learner, text):
    response = browser.submit(PAGE, 422, text=text)

    assert "Bijna klaar. Kijk nog hiernaar:" in response.text
    assert text.strip() in re.search(r"<textarea[^>]*>([^<]*)</textarea>", response.text)[1]
    assert said(learner) == []


def test_an_own_sentence_can_be_changed_and_thrown_away(browser, learner):
    add(browser, "Hoe gaat het?")
    key = key_of(learner, "Hoe gaat het?")

    browser.submit(f"{PAGE}/{key}", text="Hoe is het?")
    assert said(learner) == ["Hoe is het?"]
    browser.submit(f"{PAGE}/{key}/weg")

    assert said(learner) == []


def test_throwing_away_the_sentence_of_a_talk_leaves_the_talk(browser, learner):
    talk(browser, "Mag ik naast je staan?")

    browser.submit(f"{PAGE}/wdr-1-s1/weg")

    assert (said(learner), [walk.sentence for walk in db.session.scalars(select(ScenarioWalk))]) == ([], [""])


def test_nobody_reaches_the_sentence_of_another(browser, learner):
    add(browser, "Van Dennis.")
    key = key_of(learner, "Van Dennis.")
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    browser.open(f"{PAGE}/{key}", 404)
    for path in (key, f"{key}/plaats", f"{key}/weg"):
        browser.submit(f"{PAGE}/{path}", 404, text="Van mij.")

    assert "Van Dennis." not in browser.open(PAGE) + browser.open(f"{PAGE}/kaart")
    assert said(learner) == ["Van Dennis."]


def test_the_pocket_card_shows_all_sentences_and_says_what_to_do_without(browser, learner):
    assert "Schrijf je eerste zin" in browser.open(f"{PAGE}/kaart")
    talk(browser, "Mag ik naast je staan?")
    add(browser, "Hoe is dit <moment>?")

    page = browser.open(f"{PAGE}/kaart")

    assert "<li>Mag ik naast je staan?</li>" in page
    assert "<li>Hoe is dit &lt;moment&gt;?</li>" in page


def test_cards_are_filled_in_order_and_none_is_too_full():
    sentences = [Sentence(str(at), "Zou ik je daar iets over mogen vragen? " * 3, None, at) for at in range(1, 13)]
    long = Sentence("lang", "x" * 500, None, 13)

    cards = cards_of([*sentences, long])

    assert [each for card in cards for each in card] == [*sentences, long]
    assert [len(card) for card in cards] == [3, 3, 3, 3, 1]
    assert cards_of([]) == []


def test_a_person_takes_sentences_along_and_leaves_none(browser, learner):
    add(browser, "Hoe gaat het?")

    taken = training_of(learner)["sentences"]
    forget_person(learner)

    assert [row["text"] for row in taken] == ["Hoe gaat het?"]
    assert db.session.scalars(select(PocketSentence)).all() == []
