"""The doctor: each line is well or says what to do, also when settings are bad."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from lms.kernel import outbox
from lms.kernel.db import db
from lms.kernel.doctor import doctor_command
from lms.kernel.work import unit_of_work
from tests.factories.kernel import a_mail

NAMES = ["settings", "folder", "database", "migrations", "queue", "mail server", "outbox", "files", "log"]


@pytest.fixture
def installation(app, tmp_path, monkeypatch):
    """The environment of a healthy demonstration."""
    for name in [name for name in os.environ if name.startswith("LMS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LMS_DEMO", "1")
    monkeypatch.setenv("LMS_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LMS_DATABASE_URL", str(app.config["SQLALCHEMY_DATABASE_URI"]))
    return monkeypatch


def visit(more=None):
    done = CliRunner().invoke(doctor_command(more or {}), ["--json"])
    return done.exit_code, {line["name"]: (line["ok"], line["message"]) for line in json.loads(done.output)}


def test_a_healthy_installation_is_well(installation):
    status, lines = visit()

    assert (status, list(lines)) == (0, NAMES)
    assert all(ok for ok, _ in lines.values())


def test_it_reads_well(installation):
    done = CliRunner().invoke(doctor_command({}), [])

    assert done.output.splitlines()[0] == "ok   settings: complete"
    assert done.exit_code == 0


def test_bad_settings_are_named_and_the_rest_is_still_examined(installation):
    installation.delenv("LMS_DEMO")
    installation.setenv("LMS_SECRET_KEY", "secret")

    status, lines = visit()

    assert (status, list(lines)) == (1, NAMES)
    assert "LMS_SECRET_KEY: set a random value" in lines["settings"][1]
    assert "LMS_MAIL_URL" in lines["settings"][1]
    assert lines["database"][0]


@pytest.mark.parametrize(("name", "value"), [("LMS_PROXIES", "many"), ("LMS_DATABASE_URL", "nonsense://x")])
def test_settings_that_cannot_be_read_are_a_line_too(installation, name, value):
    installation.setenv(name, value)

    status, lines = visit()

    assert status == 1
    assert [name for name, (ok, _) in lines.items() if not ok][0].startswith("settings")


def test_a_schema_that_is_behind_says_what_to_run(installation, tmp_path):
    installation.setenv("LMS_DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite'}")

    status, lines = visit()

    assert (status, lines["migrations"]) == (1, (False, "not the newest: run lms db upgrade"))


def test_a_database_that_is_away_is_a_line(installation):
    installation.setenv("LMS_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    status, lines = visit()

    assert (status, lines["database"][0]) == (1, False)


def test_mail_that_was_refused_is_counted(installation, fresh_app):
    installation.setenv("LMS_DATABASE_URL", str(fresh_app.config["SQLALCHEMY_DATABASE_URI"]))
    with unit_of_work():
        a_mail()
        db.session.execute(update(outbox.Mail).values(state="parked"))

    status, lines = visit()

    assert (status, lines["outbox"]) == (1, (False, "1 mails were refused for good: look at the outbox page"))


def test_a_mail_server_that_is_away_is_a_line(installation):
    installation.setenv("LMS_MAIL_URL", "smtp://127.0.0.1:1")

    status, lines = visit()

    assert (status, lines["mail server"][0]) == (1, False)


def test_a_key_that_others_can_read_is_a_line(installation, tmp_path):
    (tmp_path / "lms.env").write_text("LMS_DEMO=1\n")
    (tmp_path / "lms.env").chmod(0o644)

    status, lines = visit()

    assert (status, lines["folder"][0]) == (1, False)


def test_higher_floors_bring_their_own_checks(installation):
    def fails():
        raise RuntimeError("the stylesheet is missing: run make assets")

    status, lines = visit({"assets": fails, "bicycles": lambda: "two"})

    assert status == 1
    assert lines["assets"] == (False, "the stylesheet is missing: run make assets")
    assert lines["bicycles"] == (True, "two")


@pytest.mark.sqlite_only
def test_the_command_line_has_a_doctor_without_settings(app, tmp_path):
    """One database is enough: it is about the command line."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    line = [sys.executable, "-c", "from lms.app import main; main()", "doctor"]

    done = subprocess.run(
        line, env={**environ, "LMS_DATA_DIR": str(tmp_path)}, capture_output=True, text=True, cwd=Path.cwd()
    )

    assert done.returncode == 1
    assert done.stdout.startswith("FIX  settings: LMS_SECRET_KEY")
