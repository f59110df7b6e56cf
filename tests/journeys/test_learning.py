"""The whole module, from the first part to 100 %: by touch, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_email
from lms.content.blocks import Assignment, Question, Reflect, Scenario
from lms.training.models import (
    AssignmentDone,
    ModuleProgress,
    PartCompletion,
    QuestionAnswer,
    QuizAttempt,
    Reflection,
    ScenarioWalk,
)
from lms.training.queries.readings import reading_of
from tests.journeys.hands import Fingers, Keys
from tests.journeys.looks import sign_in
from tests.journeys.pages import Learner, book_of
from tests.journeys.site import address_of


def complete_the_module(site, hands):
    """Do everything as a new social worker; return the name."""
    name, book = site.newcomer(Role.SOCIAL_WORKER), book_of(site)
    learner = Learner(hands, book)
    sign_in(hands.page, name)
    learner.begin()
    done = learner.do_all_parts()
    learner.pass_quiz()

    expect(hands.page.get_by_text("Je hebt deze module af.")).to_be_visible()
    assert kept(site, name) == asked(site, name, book)
    assert done == kept(site, name)[PartCompletion]


def kept(site, name):
    tables = (PartCompletion, QuestionAnswer, Reflection, ScenarioWalk, AssignmentDone, QuizAttempt, ModuleProgress)
    return {table: site.rows(table, name) for table in tables}


def asked(site, name, book):
    """What a social worker is asked in all, and the progress that says it is all done."""
    with site.behind():
        reading = reading_of("wat-doet-roken", person_by_email(address_of(name)))
        assert reading.progress.share == 100
        assert reading.record.done_count == reading.record.total_count
        parts = [part.uid for _, parts in reading.lessons for part in parts]
    kinds = [type(block) for uid in parts for block in book.parts[uid]]
    return {
        PartCompletion: len(parts),
        QuestionAnswer: kinds.count(Question),
        Reflection: kinds.count(Reflect),
        ScenarioWalk: kinds.count(Scenario),
        AssignmentDone: kinds.count(Assignment),
        QuizAttempt: 1,
        ModuleProgress: 1,
    }


@pytest.mark.xdist_group("journey-touch")
def test_a_social_worker_completes_the_module_by_touch(site, phone):
    complete_the_module(site, Fingers(phone))


@pytest.mark.xdist_group("journey-keys")
def test_a_social_worker_completes_the_module_by_keyboard_only(site, desktop):
    complete_the_module(site, Keys(desktop))


@pytest.mark.xdist_group("journey-plain")
def test_a_social_worker_completes_the_module_without_javascript(site, plain):
    complete_the_module(site, Fingers(plain))
