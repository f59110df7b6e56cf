"""The modules that ship keep the promises that a count can check; what they say is for readers to judge."""

import re
from functools import cache
from pathlib import Path

import pytest

from lms.content.blocks import Assignment, Easy, Question, Reflect, Scenario, walk
from lms.content.check.packages import read_and_check
from lms.content.packages import Package
from lms.content.prose import plain

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in ROOT.glob("modules/*/module.toml"))
SOMETHING_TO_DO = (Question, Reflect, Scenario, Assignment)
MOST_LONGEST = 0.4  # who always takes the longest answer does not pass
MOST_BUTS = 0.07  # of explanations in the one form "you want …, but …"


@pytest.fixture(params=NAMES)
def package(app, request):
    with app.test_request_context():
        return shipped()[request.param]


@cache
def shipped() -> dict[str, Package]:
    packages, problems = read_and_check(ROOT, "modules")
    assert problems == []
    return {package.slug: package for package in packages}


def questions_of(package):
    for part in package.parts:
        yield from (block for block in walk(part.blocks) if isinstance(block, Question))
    yield from package.quiz.questions if package.quiz else ()


def is_longest(question):
    right = max(len(plain(answer.text)) for answer in question.answers if answer.right)
    return right > max(len(plain(answer.text)) for answer in question.answers if not answer.right)


def test_the_right_answer_is_seldom_the_longest(package):
    chosen = [question for question in questions_of(package) if question.style in ("one", "several")]

    assert sum(map(is_longest, chosen)) <= MOST_LONGEST * len(chosen)


def test_explanations_do_not_all_say_you_mean_well_but(package):
    said = [plain(answer.explanation) for question in questions_of(package) for answer in question.answers]

    buts = [each for each in said if re.match(r"Je wilt\b.*\b(maar|toch|alleen)\b", each, re.IGNORECASE)]
    assert len(buts) <= MOST_BUTS * len(said)


def test_every_part_holds_something_to_do_and_every_lesson_four_to_eight_parts(package):
    for lesson in package.lessons:
        assert 4 <= len(lesson.parts) <= 8, lesson.title
    for part in package.parts:
        assert any(isinstance(block, SOMETHING_TO_DO) for block in part.blocks), part.title


def test_the_bank_is_twice_the_quiz(package):
    assert len(package.quiz.questions) >= max(20, 2 * package.quiz.draw)


def test_who_learns_by_ear_finds_something_in_every_lesson_of_a_module_for_them(package):
    if "key_person" not in package.audiences:
        pytest.skip("not for key persons")

    for lesson in package.lessons:
        heard = [part for part in lesson.parts if "key_person" in part.audiences]
        assert heard, lesson.title
        assert all(any(isinstance(block, Easy) for block in part.blocks) for part in heard), lesson.title


def test_supporting_somebody_who_stops_holds_a_home_visit_in_the_smoke(app):
    with app.test_request_context():
        parts = shipped()["steun-geven-bij-het-stoppen"].parts

    part = next(part for part in parts if part.slug == "huisbezoek-in-de-rook")
    assert any(isinstance(block, Scenario) for block in part.blocks)


def test_every_step_of_the_card_has_a_published_module(app):
    with app.test_request_context():
        found = {step for package in shipped().values() if package.status == "published" for step in package.steps}

    assert found == {"starten", "team", "wijk", "kiezen", "bedenken", "proberen", "doen", "vasthouden"}
