"""Backup and restore: what comes back is what there was, and nothing is thrown away by mistake."""

import json
import tarfile
from io import BytesIO

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from lms.kernel import audit
from lms.kernel.backup import backup_command, is_empty, restore_backup, restore_command, write_backup
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.kernel.search import put, search
from lms.kernel.work import unit_of_work
from tests.factories.kernel import a_mail

pytestmark = pytest.mark.usefixtures("postgresql_tools")


@pytest.fixture
def worked(fresh_app):
    """An installation where people did something; gives the name of a stored file."""
    with unit_of_work():
        a_mail(1)
        put("route", "a", title="Rondje over de dijk", text="", url="/a", scopes=["public"])
        audit.record("ride.led", "ride:1", actor_uid="abc23", origin="web")
        return files().put(BytesIO(b"a picture"), limit=100).name


def content_of(name):
    with files().open(name) as stream:
        return stream.read()


def contents():
    with db.engine.connect() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if not name.startswith("search_text_")]
        rows = {name: connection.execute(sa.select(sa.text("*")).select_from(sa.table(name))) for name in sorted(names)}
        return {name: sorted(map(str, found)) for name, found in rows.items()}


def test_what_comes_back_is_what_there_was(worked, tmp_path):
    before = contents()
    write_backup(tmp_path / "all.tar")
    with unit_of_work():
        a_mail(2)
        db.session.execute(sa.update(Mail).values(text="overwritten"))
    files().delete(worked)
    other = files().put(BytesIO(b"of later"), limit=100).name

    assert restore_backup(tmp_path / "all.tar", replace=True) == 1

    assert contents() == before
    assert content_of(worked) == b"a picture"
    assert not files().exists(other)
    assert [found.key for found in search("dijken", scopes={"public"}).found] == ["a"]
    assert audit.verify() is None


def test_what_was_restored_goes_on(worked, tmp_path):
    write_backup(tmp_path / "all.tar")
    restore_backup(tmp_path / "all.tar", replace=True)

    with unit_of_work():
        a_mail(3)
        put("route", "b", title="Dijk", text="", url="/b", scopes=["public"])
        audit.record("ride.led", "ride:2", actor_uid="abc23", origin="web")

    assert [found.key for found in search("dijken", scopes={"public"}).found] == ["b", "a"]
    assert audit.verify() is None


def test_a_fresh_installation_is_empty_and_one_with_work_is_not(fresh_app):
    assert is_empty()

    with unit_of_work():
        a_mail(1)

    assert not is_empty()


def test_work_is_not_thrown_away_by_mistake(worked, tmp_path):
    write_backup(tmp_path / "all.tar")
    before = contents()

    with pytest.raises(Refusal, match="not empty"):
        restore_backup(tmp_path / "all.tar")

    assert contents() == before


def test_a_backup_is_for_its_owner_only(worked, tmp_path):
    write_backup(tmp_path / "all.tar")

    assert (tmp_path / "all.tar").stat().st_mode & 0o777 == 0o600


def rewritten(source, target, **changes):
    """Copy a backup with other content in some members, or without those that are None."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            content = changes.get(member.name.split("/")[0].split(".")[0], old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, BytesIO(content))
    return target


DAMAGE = [
    ({"files": b"another picture"}, "damaged"),
    ({"database": b"rubbish"}, "damaged"),
    ({"files": None}, "not complete"),
    ({"manifest": None}, "no manifest.json"),
    ({"manifest": b"{"}, "cannot be read"),
    ({"manifest": json.dumps({"format": 2}).encode()}, "newer version"),
    ({"manifest": json.dumps({"format": 1, "engine": "other"}).encode()}, "backup is of other"),
]


def test_a_damaged_backup_changes_nothing(worked, tmp_path):
    write_backup(tmp_path / "all.tar")
    before = contents()

    for changes, said in DAMAGE:
        with pytest.raises(Refusal, match=said):
            restore_backup(rewritten(tmp_path / "all.tar", tmp_path / "bad.tar", **changes), replace=True)

    assert contents() == before
    assert content_of(worked) == b"a picture"


def test_the_commands_say_what_they_did(worked, fresh_app, tmp_path):
    target = str(tmp_path / "all.tar")

    made = CliRunner().invoke(backup_command, [target])
    refused = CliRunner().invoke(restore_command, [target])
    done = CliRunner().invoke(restore_command, [target, "--replace"])

    assert (made.exit_code, refused.exit_code, done.exit_code) == (0, 1, 0)
    assert "1 files" in made.output
    assert "not empty" in refused.output
    assert "Restored the database and 1 files" in done.output


def test_a_file_that_is_no_backup_is_refused_in_words(fresh_app, tmp_path):
    (tmp_path / "notes.txt").write_text("hello")

    done = CliRunner().invoke(restore_command, [str(tmp_path / "notes.txt")])

    assert (done.exit_code, done.output.startswith("Error: ")) == (1, True)


@pytest.mark.postgresql_only
def test_without_the_tools_it_says_what_to_do(app, fresh_app, tmp_path, monkeypatch):
    """Only PostgreSQL needs tools of its own."""
    monkeypatch.setenv("PATH", str(tmp_path))

    done = CliRunner().invoke(backup_command, [str(tmp_path / "all.tar")])

    assert "install the client tools" in done.output
    assert done.exit_code == 1
    assert list(tmp_path.glob("all.tar*")) == []
