"""How long things are kept: features fill the slot :data:`RETENTION`, and one nightly job forgets what is over.

Each kind is forgotten batch after batch, and each batch is a transaction that ends with its own line in the log. So
one kind never stands in the way of another, and a run that dies leaves the rest to the next night.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, inspect, select, tuple_

from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import Base, db
from lms.kernel.queue import Job, enqueue
from lms.kernel.slots import RETENTION, Kept, fillers

FORGET = "retention.forget"
BY_ITSELF = "worker"
BATCH = 1000


def kinds() -> Sequence[Kept]:
    """Return every kind of thing that is kept for a time, lowest floor first."""
    return fillers(RETENTION)


def kind_called(key: str) -> Kept:
    """Return one kind by its key."""
    return next(kept for kept in kinds() if kept.key == key)


def days_of(kept: Kept) -> int:
    """Return for how many days this installation keeps something."""
    return current_app.config["SETTINGS"].keep.get(kept.key, kept.days)


def forget_what_is_over() -> None:
    """Queue every kind, each for itself."""
    for kept in kinds():
        enqueue(FORGET, kept.key)


def forget(key: str) -> None:
    """Forget a batch of one kind, write in the log how much that was, and queue the next batch."""
    kept = kind_called(key)
    if number := kept.forget(now() - timedelta(days=days_of(kept))):
        audit.record("kept.forget", f"kept/{key}/{number}", actor_uid=BY_ITSELF, origin=BY_ITSELF)
        enqueue(FORGET, key)


def batch_of(model: type[Base], *over: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return which rows of a table are the first batch of those that are over, as a condition."""
    key = inspect(model).primary_key
    return tuple_(*key).in_(select(*key).where(*over).order_by(*key).limit(BATCH))


def forget_rows(model: type[Base], *over: ColumnElement[bool]) -> int:
    """Delete a batch of rows that are over; return how many."""
    return counted(delete(model).where(batch_of(model, *over)))


def counted(statement: Any) -> int:
    """Return how many rows a statement changed or deleted."""
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount  # type: ignore[attr-defined]  # it counts


JOBS = (Job(FORGET, forget), Job("retention.forget_what_is_over", forget_what_is_over, every="17 3 * * *"))
