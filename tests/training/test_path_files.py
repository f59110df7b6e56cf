"""Paths in files: checked, brought in, edited in the browser, and written back without a change."""

from pathlib import Path

import pytest
from sqlalchemy import select

from lms.content.read.desk import Desk
from lms.kernel.db import db
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.sync.kind import MODULES
from lms.training.sync.path_files import read_paths
from lms.training.sync.paths import PATHS
from tests.factories.training import a_package, a_part, sync

PRODUCT = Path(__file__).parents[2]
HEAD = """uid = "pad"
title = "Leerpad"
summary = "Wat je leert."
audiences = ["social_worker"]
status = "published"
"""
ITEM = """
[[items]]
uid = "een"
module = "wat-doet-roken"
"""
MANIFEST = """uid = "wdr"
[[lessons]]
uid = "wdr-l1"
folder = "1-les-1"
"""


@pytest.fixture
def root(tmp_path):
    """A folder with one module to refer to, and room for paths."""
    (tmp_path / "modules/paths").mkdir(parents=True)
    (tmp_path / "modules/wat-doet-roken").mkdir()
    (tmp_path / "modules/wat-doet-roken/module.toml").write_text(MANIFEST)
    return tmp_path


def write(root, text, name="sociaal-werk"):
    (root / f"modules/paths/{name}.toml").write_text(text)


def problems(root):
    desk = Desk()
    read_paths(root, desk)
    return {(found.code, found.origin.line) for found in desk.problems}


def brought_in(root):
    packages, found = PATHS.read(root)
    assert list(found) == []
    plan = PATHS.plan(packages)
    PATHS.apply(packages, plan, None)
    db.session.commit()
    return plan


def the_path():
    db.session.expire_all()
    return db.session.scalars(select(LearningPath)).one()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (HEAD, "path-items", 1),
        (HEAD + ITEM.replace("wat-doet-roken", "bestaat-niet"), "path-module", 9),
        (HEAD + ITEM.replace('module = "wat-doet-roken"', 'lesson = "wat-doet-roken/les-9"'), "path-lesson", 9),
        (HEAD.replace("social_worker", "baas") + ITEM, "path-role", 4),
        (HEAD.replace("published", "open") + ITEM, "path-status", 5),
        (HEAD + "deadline_days = 0\n" + ITEM, "path-deadline_days", 6),
        (HEAD + "renewal_months = 12\n" + ITEM, "path-renewal_months", 6),
        (HEAD + "ordered = 1\n" + ITEM, "path-ordered", 6),
        (HEAD + "kleur = 1\n" + ITEM, "key-unknown", 6),
        (HEAD + ITEM + 'after = "een"\n', "path-after", 10),
        (HEAD + ITEM + "opens_on = 2026-01-01T10:00:00\n", "path-opens_on", 10),
        (HEAD + ITEM + "practice = 'Oefen'\n", "path-item", 7),
        (HEAD + ITEM + ITEM, "uid-twice", 1),
        (HEAD + "= 3", "toml", 6),
    ],
)
def test_what_is_wrong_is_said_with_its_line(root, text, code, line):
    write(root, text)

    assert (code, line) in problems(root)


def test_the_paths_that_ship_are_without_problems():
    desk = Desk()
    packages = read_paths(PRODUCT, desk)

    assert desk.problems == []
    roles = {role for package in packages for role in package.text.audiences}
    assert roles >= {"neighbourhood_director", "social_worker", "key_person", "expert_by_experience", "adviser"}


@pytest.mark.usefixtures("database")
def test_a_path_is_brought_in_changed_and_taken_away_and_twice_is_once(root):
    sync(a_package(a_part("wdr-1")))
    write(root, HEAD + ITEM)
    first, second = brought_in(root), brought_in(root)
    write(root, HEAD.replace("Leerpad", "Ander pad") + ITEM.replace("een", "twee"))
    third = brought_in(root)
    items = db.session.execute(select(PathItem.uid, PathItem.retired_at.is_(None)).order_by(PathItem.uid)).all()
    (root / "modules/paths/sociaal-werk.toml").unlink()
    write(root, HEAD.replace('"pad"', '"pad-2"') + ITEM.replace("een", "drie"), "ander")
    fourth = brought_in(root)

    assert (first.create, second.is_empty, third.update) == (("pad",), True, ("pad",))
    assert [tuple(row) for row in items] == [("een", False), ("twee", True)]
    assert (fourth.create, fourth.retire) == (("pad-2",), ("pad",))


@pytest.mark.usefixtures("database")
def test_what_was_edited_in_the_browser_is_a_conflict_and_stays(root):
    sync(a_package(a_part("wdr-1")))
    write(root, HEAD + ITEM)
    brought_in(root)
    the_path().digest = "edited"
    db.session.commit()
    write(root, HEAD.replace("Leerpad", "Van schijf") + ITEM)

    assert brought_in(root).conflict == ("pad",)
    assert the_path().title == "Leerpad"


@pytest.mark.usefixtures("database")
def test_an_export_followed_by_a_sync_changes_nothing(tmp_path):
    packages, _problems = MODULES.read(PRODUCT)
    MODULES.apply(packages, MODULES.plan(packages), None)
    brought_in(PRODUCT)
    for kind in (MODULES, PATHS):
        list(kind.export(tmp_path))
    (tmp_path / "modules/sources.toml").write_text((PRODUCT / "modules/sources.toml").read_text())

    again, found = PATHS.read(tmp_path)

    assert list(found) == []
    assert PATHS.plan(again).is_empty
    for file in (PRODUCT / "modules/paths").glob("*.toml"):
        assert (tmp_path / "modules/paths" / file.name).read_text() == file.read_text()
