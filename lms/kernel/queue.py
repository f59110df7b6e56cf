"""Background work on one queue: embedded by default, Redis or PostgreSQL at scale (huey)."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from sqlalchemy import event
from sqlalchemy.orm import Session

from lms.kernel.db import db
from lms.kernel.work import unit_of_work

EXTENSION = "lms.queue"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Background work: ``run`` takes plain values; ``every`` is a five-field cron line in UTC, for periodic jobs."""

    name: str
    run: Callable[..., Any]
    every: str | None = None
    retries: int = 3


def init_app(app: Flask, url: str, data_dir: Path) -> None:
    """Open the queue at ``url``: empty (a file in the data folder), ``redis://`` or ``postgresql://``."""
    app.extensions[EXTENSION] = {"huey": _open(url, data_dir, app.testing), "tasks": {}, "jobs": []}


def register(app: Flask, jobs: Sequence[Job]) -> None:
    """Make jobs known to the queue of this application."""
    state = app.extensions[EXTENSION]
    for job in jobs:
        run = _in_application(app, job)
        if job.every:
            state["huey"].periodic_task(crontab(*job.every.split()), name=job.name)(run)
        state["tasks"][job.name] = state["huey"].task(name=f"{job.name}-now", retries=job.retries, retry_delay=60)(run)
        state["jobs"].append(job)


def enqueue(name: str, *values: Any) -> None:
    """Run the job named ``name`` in the background once this transaction is committed, and not if it is not."""
    task = current_app.extensions[EXTENSION]["tasks"][name]
    db.session.info.setdefault("queued", []).append((name, task, values))


def jobs() -> list[Job]:
    """Return the jobs of this application."""
    return list(current_app.extensions[EXTENSION]["jobs"])


def huey_of(app: Flask) -> Huey:
    """Return the engine, for the worker."""
    return app.extensions[EXTENSION]["huey"]


def run_waiting() -> None:
    """Do the jobs that are waiting now, here, and return."""
    huey = huey_of(current_app)
    while task := huey.dequeue():
        huey.execute(task)


def _open(url: str, data_dir: Path, testing: bool) -> Huey:
    if testing:
        return Huey("kringwijs", immediate=True)
    if url.startswith("redis"):
        return RedisHuey("kringwijs", url=url, results=False)
    if url.startswith("postgres"):
        return PostgresHuey("kringwijs", dsn=url, results=False)
    data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("kringwijs", filename=str(data_dir / "queue.sqlite"), results=False, fsync=True)


def _in_application(app: Flask, job: Job) -> Callable[..., None]:
    def run(*values: Any) -> None:
        with app.app_context(), unit_of_work():
            job.run(*values)

    return run


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint was released; the commit that counts is still to come
    for name, task, values in session.info.pop("queued", ()):
        try:
            task(*values)
        except Exception:  # what people did is committed; an error now would say that it is not
            log.exception("queue", extra={"job": name, "event": "not queued"})


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    if not session.in_nested_transaction():
        session.info.pop("queued", None)
