"""The engines of the queue: embedded in a file, and PostgreSQL for several machines."""

import pytest

from lms.kernel import queue
from lms.kernel.db import db
from lms.kernel.queue import Job, enqueue, register, run_waiting


@pytest.fixture
def with_queue_at(fresh_app, tmp_path, monkeypatch):
    """Give an application on its own database a real queue."""

    def open_queue(url):
        monkeypatch.setattr(fresh_app, "testing", False)
        queue.init_app(fresh_app, url, tmp_path)
        monkeypatch.undo()
        return fresh_app

    yield open_queue
    queue.huey_of(fresh_app).storage.close()


def what_waits_and_what_is_done(app):
    done = []
    register(app, [Job(name="note", run=done.append)])
    db.session.execute(db.select(1))
    enqueue("note", "after the commit")
    db.session.commit()
    before = list(done)
    run_waiting()
    return before, done


def test_a_job_waits_in_the_embedded_queue_until_a_worker_takes_it(with_queue_at):
    assert what_waits_and_what_is_done(with_queue_at("")) == ([], ["after the commit"])


@pytest.mark.postgresql_only
def test_a_job_waits_in_postgresql_until_a_worker_takes_it(app, with_queue_at):
    """The other database cannot hold this queue."""
    url = str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("postgresql+psycopg", "postgresql")

    assert what_waits_and_what_is_done(with_queue_at(url)) == ([], ["after the commit"])
