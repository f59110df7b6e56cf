"""The queue: a job starts after the commit that wanted it, and not without one."""

import pytest

from lms.kernel.db import db
from lms.kernel.queue import EXTENSION, enqueue


@pytest.fixture
def ran(app, database, monkeypatch):
    """What the job named note was given so far."""
    given = []
    monkeypatch.setitem(app.extensions[EXTENSION]["tasks"], "note", given.append)
    return given


def touch():
    db.session.execute(db.select(1))


def test_a_job_starts_after_the_commit(ran):
    touch()
    enqueue("note", 1)
    assert ran == []

    db.session.commit()

    assert ran == [1]


def test_a_savepoint_is_not_a_commit(ran):
    enqueue("note", 1)
    with db.session.begin_nested():
        touch()

    assert ran == []


def test_a_rollback_takes_the_job_back(ran):
    touch()
    enqueue("note", 1)
    db.session.rollback()
    touch()
    db.session.commit()

    assert ran == []


def test_a_queue_that_is_down_does_not_undo_what_was_done(app, ran, monkeypatch, caplog):
    def refuse(*_values):
        raise ConnectionError

    monkeypatch.setitem(app.extensions[EXTENSION]["tasks"], "other", refuse)
    touch()
    enqueue("other", 1)
    enqueue("note", 2)

    db.session.commit()

    assert ran == [2]
    assert [record.job for record in caplog.records if record.name == "lms.kernel.queue"] == ["other"]
