"""The unit of work: one commit at the edge of a successful write, and what may happen beside it."""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from lms.kernel.db import db, expect_writing, separate_session, writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Aside = Callable[[Session], None]
log = logging.getLogger(__name__)


class DirtyRead(AssertionError):
    """A safe request, or the reading half of a slow one, changed something."""


def slow_first(view: Callable) -> Callable:
    """Mark a view that reads, works slowly without a transaction, then calls :func:`begin_writing`."""
    view.slow_first = True  # type: ignore[attr-defined]  # read by _open
    return view


def end_reading() -> None:
    """Give the transaction back before slow work; what was read stays loaded."""
    _refuse_dirt()
    db.session.commit()


def begin_writing() -> None:
    """Begin the writing half of a ``slow_first`` view; what matters must be read again."""
    end_reading()
    expect_writing(True)


@contextmanager
def unit_of_work() -> Generator[None, None, None]:
    """Commit what a job or a command did, or nothing of it."""
    with writing():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def aside() -> Generator[Session, None, None]:
    """Open a short transaction of its own, for what must survive a rollback or a GET."""
    if _holds_transaction():
        raise RuntimeError("aside runs only while the request holds no transaction")
    with writing(), separate_session() as session, session.begin():
        yield session
        if _holds_transaction():  # on SQLite it would wait for itself
            raise RuntimeError("an aside reads and writes with its own session only")


def afterwards(write: Aside) -> None:
    """Run ``write`` in an :func:`aside` once this request's own transaction is over."""
    g.setdefault("asides", []).append(write)


def give_up() -> None:
    """Take back what this request did, also when the database is gone."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        log.exception("rollback")


def init_app(app: Flask) -> None:
    """Open and close a unit of work around every request."""
    app.before_request(_open)
    app.after_request(_close)


def _holds_transaction() -> bool:
    return db.session.registry.has() and db.session().in_transaction()


def _open() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    slow = getattr(view, "slow_first", False)
    expect_writing(request.method not in SAFE_METHODS and not slow)


def _close(response: Response) -> Response:
    broken = response.status_code >= 500
    if broken:
        give_up()
    elif request.method in SAFE_METHODS:
        _refuse_dirt()
        db.session.rollback()
    elif response.status_code >= 400:
        db.session.rollback()
    else:
        db.session.commit()
    expect_writing(False)
    try:
        _write_asides()
    except SQLAlchemyError:
        if not broken:
            raise
        log.exception("aside")  # the page that says so must reach people
    return response


def _write_asides() -> None:
    for write in g.pop("asides", ()):
        with aside() as session:
            write(session)


def _refuse_dirt() -> None:
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise DirtyRead(f"{request.method} {request.path} left changes behind")
