"""Two tabs at the same moment: the database decides, nothing is lost and nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models import ModuleProgress, PartCompletion, QuizAttempt, Reflection
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.training import REFLECT, a_module, a_part, a_quiz
from tests.training.test_quizzes import GOOD, OTHER, answers

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]

TABS = 6
DEEL = "/modules/wat-doet-roken/delen"


@pytest.fixture
def tabs(app):
    """Several browsers of one person, each with a session of its own."""
    a_module(*(a_part(f"wdr-{number}", REFLECT) for number in range(1, TABS + 1)), quiz=a_quiz("wdr-toets"))
    person = a_person(Role.SOCIAL_WORKER)
    return [Browser(app).sign_in(person) for _ in range(TABS)]


def at_once(*presses):
    """Send everything at the same moment, each request in a thread and an application context of its own."""
    db.session.remove()

    def press(given):
        tab, path, fields = given
        return tab.client.post(path, data=fields)

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_one_part_pressed_in_all_tabs_counts_once(tabs):
    found = at_once(*((tab, f"{DEEL}/wdr-1/1", {"do": "next"}) for tab in tabs))

    assert {response.status_code for response in found} == {303}
    assert (count(PartCompletion), db.session.scalars(select(ModuleProgress.done_count)).all()) == (1, [1])


def test_another_part_in_each_tab_counts_all(tabs):
    presses = [(tab, f"{DEEL}/wdr-{number}/1", {"do": "next"}) for number, tab in enumerate(tabs, start=1)]

    found = at_once(*presses)

    assert {response.status_code for response in found} == {303}
    [record] = db.session.scalars(select(ModuleProgress)).all()
    assert (count(PartCompletion), record.done_count, len(record.parts)) == (TABS, TABS, TABS)


def test_one_quiz_is_begun_in_all_tabs_and_handed_in_once(tabs):
    begun = at_once(*((tab, "/modules/wat-doet-roken/toets", {}) for tab in tabs))
    [place] = {response.headers["Location"] for response in begun}
    page = tabs[0].open(place)

    at_once(*((tab, place, answers(page, GOOD if number % 2 else OTHER)) for number, tab in enumerate(tabs)))

    [attempt] = db.session.scalars(select(QuizAttempt)).all()
    assert attempt.score in {0, 4}
    assert attempt.passed == (attempt.score == 4)


def test_a_thought_written_in_all_tabs_loses_no_words(tabs):
    presses = [(tab, f"{DEEL}/wdr-1/1", {"do": "keep", "wdr-1-r1": f"Zin {n}."}) for n, tab in enumerate(tabs)]
    for _tab, _path, fields in presses:
        fields["wdr-1-r1.shown"] = "e3b0c44298fc"  # the mark of an empty field

    found = at_once(*presses)

    assert {response.status_code for response in found} == {303}
    [text] = db.session.scalars(select(Reflection.text)).all()
    assert sorted(text.split("\n\n")) == sorted(f"Zin {number}." for number in range(TABS))
