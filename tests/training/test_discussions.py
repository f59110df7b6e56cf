"""Talking about a lesson: off unless switched on, for who walks the path, and hidden when it harms."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.kernel.db import db
from lms.training.models.discussions import LessonPost
from tests.factories.paths import a_path, module_item
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

TALK = "/leerpad/sociaal-werk/gesprek/wdr-l1"


@pytest.fixture
def learner(browser):
    a_module(a_part("wdr-1"))
    a_path(module_item("een"), discussion=True)
    person = a_person(Role.SOCIAL_WORKER, name="Dennis Kool")
    browser.sign_in(person)
    return person


def say(browser, text, **more):
    key = re.search(r'name="form_key" type="hidden" value="([^"]+)"', browser.open(TALK))[1]
    return browser.submit(TALK, form_key=key, text=text, **more)


def the_post():
    db.session.expire_all()
    return db.session.scalars(select(LessonPost)).one()


def test_it_is_off_unless_switched_on(browser, learner):
    a_path(module_item("een"))

    assert "Praat erover" not in browser.open("/leerpad")
    browser.open(TALK, expect=404)
    browser.submit(TALK, expect=404, text="Hallo")


def test_only_who_walks_the_path_reads_along(browser, learner):
    say(browser, "Dit viel mij op.")
    assert "Praat erover" in browser.open("/leerpad")
    browser.sign_in(a_person(Role.SOCIAL_WORKER, name="Els Brouwer"))
    assert "Dit viel mij op." in browser.open(TALK)
    browser.sign_in(a_person(Role.ADVISER))
    browser.open(TALK, expect=404)


def test_a_form_that_comes_twice_is_one_message(browser, learner):
    key = re.search(r'name="form_key" type="hidden" value="([^"]+)"', browser.open(TALK))[1]
    for _ in range(2):
        browser.submit(TALK, form_key=key, text="Een keer.")

    assert the_post().text == "Een keer."


def test_only_the_writer_mends_a_message(browser, learner):
    say(browser, "Met een slip.")
    place = f"/leerpad/gesprek/{the_post().uid}"
    browser.submit(place, text="Zonder slip.")
    assert "Veranderd op" in browser.open(TALK)
    browser.sign_in(a_person(Role.SOCIAL_WORKER, name="Els Brouwer"))
    browser.submit(place, expect=404, text="Van mij.")

    assert the_post().text == "Zonder slip."


def test_what_may_point_to_a_person_is_asked_about_first(browser, learner):
    key = re.search(r'name="form_key" type="hidden" value="([^"]+)"', browser.open(TALK))[1]

    page = browser.submit(TALK, expect=422, form_key=key, text="Bel haar op 06 12345678.").text

    assert "een telefoonnummer" in page
    assert "Bel haar op" in page


def test_a_reported_message_is_hidden_with_a_reason_that_only_its_writer_reads(browser, learner):
    say(browser, "Niet aardig.")
    post, editor = the_post(), a_person(Role.EDITOR)
    other = a_person(Role.SOCIAL_WORKER, name="Els Brouwer")
    browser.sign_in(other)
    for _ in range(2):
        browser.submit(f"/leerpad/gesprek/{post.uid}/melden")
    browser.sign_in(editor)
    assert "Niet aardig." in browser.open("/beheer/leerpaden/gesprekken")
    browser.submit(f"/beheer/leerpaden/gesprekken/{post.uid}/verbergen", expect=422)
    browser.submit(f"/beheer/leerpaden/gesprekken/{post.uid}/verbergen", why="Dit kan iemand kwetsen.")
    browser.sign_in(other)
    others = browser.open(TALK)
    browser.sign_in(learner)
    own = browser.open(TALK)

    assert ("Niet aardig." in others, "Niet aardig." in own, "Dit kan iemand kwetsen." in own) == (False, True, True)
    assert len(db.session.scalars(select(Notice).where(Notice.person_id == editor.id)).all()) == 1
    browser.submit(f"/leerpad/gesprek/{post.uid}", expect=422, text="Toch nog eens.")


def test_a_message_that_may_stay_is_no_longer_reported(browser, learner):
    say(browser, "Prima zo.")
    post = the_post()
    browser.sign_in(a_person(Role.SOCIAL_WORKER, name="Els Brouwer"))
    browser.submit(f"/leerpad/gesprek/{post.uid}/melden")
    browser.sign_in(a_person(Role.COORDINATOR))
    browser.submit(f"/beheer/leerpaden/gesprekken/{post.uid}/laten-staan")

    assert the_post().reported_at is None
    assert "Er is niets gemeld" in browser.open("/beheer/leerpaden/gesprekken")


def test_who_does_not_judge_messages_hides_none(browser, learner):
    say(browser, "Blijft staan.")

    browser.submit(f"/beheer/leerpaden/gesprekken/{the_post().uid}/verbergen", expect=404, why="Zomaar.")
    browser.open("/beheer/leerpaden/gesprekken", expect=403)
    assert the_post().hidden_at is None
