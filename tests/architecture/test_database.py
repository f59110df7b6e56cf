"""The schema follows its migrations, one by one, up and down, on both databases."""

import re
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from flask.cli import ScriptInfo

from lms.app import command_line
from lms.kernel.db import Base, db
from lms.kernel.migrations import FOLDER, config, differences, downgrade, upgrade


def test_migrations_are_numbered_and_have_one_head():
    script = ScriptDirectory.from_config(config())
    names = sorted(path.stem for path in (FOLDER / "versions").glob("*.py"))

    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert [script.get_current_head()] == script.get_heads() == names[-1:]
    assert {revision.revision for revision in script.walk_revisions()} == set(names)
    assert (FOLDER / "HEAD").read_text().strip() == names[-1]


def test_models_and_migrations_do_not_drift(app):
    with app.app_context():
        assert differences() == []


def test_relationships_never_load_behind_our_back():
    lazy = {
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy != "raise_on_sql"
    }

    assert lazy == set()


def test_no_relationship_plants_a_name_on_a_lower_floor():
    planted = {
        f"{mapper.class_.__module__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.back_populates and floor(relation.mapper.class_) != floor(mapper.class_)
    }

    assert planted == set()


def floor(model):
    return model.__module__.split(".")[1]


def test_the_schema_goes_down_to_nothing_and_up_again(fresh_app):
    with fresh_app.app_context():
        downgrade("base")
        left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert {name for name in left if not name.startswith("sqlite_")} == set()

        upgrade()

        assert differences() == []


def test_each_migration_goes_down_with_people_and_their_work_in_it(fresh_app, monkeypatch):
    """What a step takes away goes; what lower steps hold stays, until nothing is left."""
    monkeypatch.setitem(fresh_app.config, "SETTINGS", replace(fresh_app.config["SETTINGS"], demo=True))
    for words in (["content", "sync"], ["demo"]):
        done = CliRunner().invoke(command_line(), words, obj=ScriptInfo(create_app=lambda: fresh_app))
        assert done.exit_code == 0, done.output
    names = sorted(path.stem for path in (FOLDER / "versions").glob("*.py"))
    people = db.session.scalar(sa.text("SELECT count(*) FROM person"))
    db.session.rollback()

    for below in reversed(["base", *names[:-1]]):
        downgrade(below)
        if below >= "0002" and below != "base":
            assert db.session.scalar(sa.text("SELECT count(*) FROM person")) == people > 13
            db.session.rollback()
    upgrade()

    assert differences() == []


def test_no_query_outside_the_kernel_names_a_database():
    """Code that only one database can run lives in kernel files named for it."""
    named = {
        path.as_posix()
        for path in Path("lms").rglob("*.py")
        if "kernel" not in path.parts and re.search(r"dialects?[. ](sqlite|postgresql)|dialect\.name", path.read_text())
    }

    assert named == set()
