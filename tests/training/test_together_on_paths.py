"""Meetings on a learning path that a group closes together, and parts done together that count on it."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models.path_members import PathPractice
from tests.factories.paths import a_path, lesson_item, practice_item
from tests.factories.together import a_session, a_team
from tests.factories.training import EASY, a_module, a_part

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def team(database):
    """Who leads, and two key persons of the same neighbourhood, with a module."""
    a_module(a_part("wdr-1", EASY), a_part("wdr-2"))
    leader, (fatma, ali) = a_team("Fatma Aydin", "Ali Demir")
    return leader, fatma, ali


def test_a_meeting_of_a_path_is_closed_with_the_group_and_taken_back(browser, team):
    leader, fatma, ali = team
    a_path(lesson_item("les"), practice_item("oefen"), role=Role.KEY_PERSON)

    session = a_session(leader, [fatma, ali], "oefen", practice=True)
    both = {row.person_id for row in db.session.scalars(select(PathPractice))}
    browser.sign_in(fatma).submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert both == {fatma.id, ali.id}
    assert [row.person_id for row in db.session.scalars(select(PathPractice))] == [ali.id]
    assert "Ik was er niet bij" in browser.open("/leerpad/sociaal-werk/waarom")


def test_a_meeting_that_a_learner_opens_again_is_taken_back_with_that_word(browser, team):
    leader, fatma, _ali = team
    a_path(practice_item("oefen"), role=Role.KEY_PERSON)
    a_session(leader, [fatma], "oefen", practice=True)

    browser.sign_in(fatma).submit("/leerpad/sociaal-werk/oefening/oefen", do="undone")

    assert "Telt niet mee: Toch nog niet gedaan" in browser.open("/mijn-leren")


def test_a_meeting_is_for_people_who_walk_the_path(browser, team):
    leader, fatma, _ali = team
    a_path(practice_item("oefen"), role=Role.SOCIAL_WORKER)
    at = "/leerpad/oefening/oefen/samen"

    browser.sign_in(leader).submit(at, 422, people=[fatma.uid])

    assert "Er is nog niemand om aan te kruisen." in browser.open(at)


def test_a_part_done_together_counts_on_the_path(browser, team):
    leader, fatma, _ali = team
    a_path(lesson_item("les"), role=Role.KEY_PERSON)

    for uid in ("wdr-1", "wdr-2"):
        a_session(leader, [fatma], uid)

    assert "Klaar" in browser.sign_in(fatma).open("/leerpad")
