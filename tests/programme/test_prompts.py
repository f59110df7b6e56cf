"""Questions we ask by ourselves: one a week for each person, one notice, and silence is an answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.programme.commands.prompts import ask, ask_where_it_is_quiet
from lms.programme.enums import PromptKind, StepStatus
from lms.programme.models import Neighbourhood, Prompt, StepProgress
from lms.programme.queries.prompts import open_prompt, subject_of
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved

LONG_AGO = timedelta(weeks=7)
ASKERS = 5


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


def long_silent(place, since=LONG_AGO):
    place.created_at = now() - since
    place.last_sign_at = None
    db.session.commit()


def asked():
    return db.session.scalars(select(Prompt).order_by(Prompt.id)).all()


def moved_back(prompt, **ago):
    prompt.asked_at, prompt.closes_at = prompt.asked_at - timedelta(**ago), prompt.closes_at - timedelta(**ago)
    db.session.commit()


def asked_about(director, place, step_key=""):
    prompt = ask(director, PromptKind.STANDSTILL, subject_of(place, step_key))
    db.session.commit()
    return prompt


def test_nobody_is_asked_twice_in_a_week(place, director):
    first, second = asked_about(director, place), asked_about(director, place)
    moved_back(first, days=7, seconds=1)
    third = asked_about(director, place)

    assert second is None
    assert asked() == [first, third]


def test_a_question_brings_one_notice(place, director):
    asked_about(director, place)
    asked_about(director, place)

    assert db.session.scalars(select(Notice.cause).where(Notice.person_id == director.id)).all() == ["programme.prompt"]


def test_silence_closes_a_question(place, director):
    prompt = asked_about(director, place)
    assert open_prompt(director).uid == prompt.uid

    moved_back(prompt, days=7, seconds=1)

    assert open_prompt(director) is None


@pytest.mark.races
def test_of_askers_at_the_same_moment_one_asks(app, database):
    place = a_neighbourhood("Oosterveld")
    person, subject = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR).id, subject_of(place)
    db.session.remove()

    def one(_number):
        with app.app_context(), unit_of_work():
            return ask(person_by_id(person), PromptKind.STANDSTILL, subject) is not None

    with ThreadPoolExecutor(ASKERS) as pool:
        found = list(pool.map(one, range(ASKERS)))

    assert sorted(found) == [False] * (ASKERS - 1) + [True]
    assert db.session.scalar(select(func.count()).select_from(Prompt)) == 1


def test_a_director_is_asked_when_the_neighbourhood_is_silent_for_six_weeks(place, director):
    long_silent(place)
    fresh = a_neighbourhood("Havenbuurt")
    a_member(fresh, Role.NEIGHBOURHOOD_DIRECTOR)

    ask_where_it_is_quiet()

    assert [(prompt.person_id, prompt.subject) for prompt in asked()] == [(director.id, subject_of(place))]


def test_a_director_is_asked_about_the_step_that_stands_still(place, director):
    a_step_moved(place, "wijk", StepStatus.IN_PROGRESS)
    db.session.execute(update(StepProgress).values(at=now() - LONG_AGO))
    db.session.execute(update(Neighbourhood).values(last_sign_at=now()))
    db.session.commit()

    ask_where_it_is_quiet()

    assert open_prompt(director).step == "Stap wijk"


def test_who_was_asked_is_left_alone_for_six_weeks(place, director):
    long_silent(place)
    ask_where_it_is_quiet()
    moved_back(asked()[0], weeks=5)
    ask_where_it_is_quiet()
    assert len(asked()) == 1

    moved_back(asked()[0], weeks=2)
    ask_where_it_is_quiet()

    assert len(asked()) == 2


def reply(browser, prompt, said, expect=303):
    return browser.submit(f"/vragen/{prompt.uid}", expect, reply=said)


def test_still_busy_is_a_sign_of_life(browser, place, director):
    long_silent(place)
    prompt = asked_about(director, place)

    reply(browser.sign_in(director), prompt, "busy")

    db.session.refresh(place)
    assert now() - place.last_sign_at < timedelta(minutes=1)
    assert open_prompt(director) is None


def test_done_for_now_moves_the_step(browser, place, director):
    a_step_moved(place, "wijk", StepStatus.IN_PROGRESS)
    prompt = asked_about(director, place, "wijk")

    reply(browser.sign_in(director), prompt, "done")

    last = db.session.scalars(select(StepProgress).order_by(StepProgress.id.desc()).limit(1)).one()
    assert (last.step_key, last.status, last.by_id) == ("wijk", StepStatus.DONE_FOR_NOW, director.id)


def test_who_wants_to_tell_goes_to_the_place_to_tell(browser, place, director):
    prompt = asked_about(director, place, "wijk")

    answer = reply(browser.sign_in(director), prompt, "moment")

    assert answer.headers["Location"] == "/wijken/oosterveld/momenten/nieuw?over=stap:wijk"
    assert 'value="stap:wijk" checked' in browser.follow(answer)


def test_an_answer_that_comes_too_late_changes_nothing(browser, place, director):
    a_step_moved(place, "wijk", StepStatus.IN_PROGRESS)
    prompt = asked_about(director, place, "wijk")
    moved_back(prompt, days=8)

    reply(browser.sign_in(director), prompt, "done")

    assert db.session.scalar(select(func.count()).select_from(StepProgress)) == 1


def test_the_question_of_another_is_not_there(browser, place, director):
    prompt = asked_about(director, place)
    browser.sign_in(a_member(place, Role.DEPUTY_DIRECTOR))

    reply(browser, prompt, "busy", 404)


@pytest.mark.parametrize("many", [1, 3])
def test_the_start_page_pays_one_statement(statements, place, director, many):
    for _ in range(many):
        moved_back(asked_about(director, place), days=9)
    asked_about(director, place, "wijk")

    with statements(1):
        assert open_prompt(director).step == "Stap wijk"
