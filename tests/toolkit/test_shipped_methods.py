"""The 24 methods that ship can be led tomorrow, and stand in the form that an export gives."""

from collections import Counter
from pathlib import Path

import pytest

from lms.app import command_line
from lms.toolkit.enums import ItemKind
from lms.toolkit.sync.exporting import export
from lms.toolkit.sync.kind import read
from tests.factories.toolkit_packages import sync

ROOT = Path(__file__).parents[2]
STEPS = ("starten", "team", "wijk", "kiezen", "bedenken", "proberen", "doen", "vasthouden")


@pytest.fixture(scope="module")
def shipped():
    packages, problems = read(ROOT)
    return packages, problems


def test_there_are_24_methods_three_at_home_in_each_step(shipped):
    texts = [package.text for package in shipped[0]]

    assert Counter(text.steps[0] for text in texts) == dict.fromkeys(STEPS, 3)
    assert {text.kind for text in texts} == {ItemKind.METHOD}


def test_nothing_is_wrong_with_them_and_nothing_is_too_long_or_too_hard(shipped):
    assert [str(problem) for problem in shipped[1]] == []


def test_each_says_all_that_somebody_needs_who_never_did_it(shipped):
    needed = (
        *("goal", "not_when", "preparation", "materials", "invitation", "pitfalls"),
        *("online", "plain_language", "follow_up", "audience", "setting", "level", "evidence", "themes", "pictures"),
    )
    missing = [(package.slug, field) for package in shipped[0] for field in needed if not getattr(package.text, field)]

    assert missing == []


def test_they_name_steps_and_themes_that_the_programme_has(app):
    answer = app.test_cli_runner().invoke(command_line(), ["content", "check", str(ROOT / "toolkit")])

    assert (answer.exit_code, answer.stdout.count("\n")) == (0, 1)


def test_an_export_gives_them_to_the_letter_and_a_sync_of_it_changes_nothing(database, tmp_path):
    sync(ROOT)

    paths = list(export(tmp_path))

    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in paths} == {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted((ROOT / "toolkit").rglob("*"))
        if path.is_file()
    }
    assert not sync(tmp_path).writes
