"""The database: one declarative base, and engines that are durable and lock as we promise."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",  # NORMAL loses acknowledged commits at a power cut
    "busy_timeout=5000",
    "foreign_keys=on",
    "secure_delete=on",  # erased people are overwritten, not only unlinked
    "cache_size=-8000",
)
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time on every database; refuses a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time needs a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read in UTC; SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Parent of every model; gives constraints predictable names and times a zone."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: Moment})


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


@contextmanager
def writing(really: bool = True) -> Generator[None, None, None]:
    """Make transactions that begin inside this block take the write lock at once (SQLite)."""
    token = _writing.set(really)
    try:
        yield
    finally:
        _writing.reset(token)


def expect_writing(really: bool) -> None:
    """Say for the rest of this request whether transactions begin as writers."""
    _writing.set(really)


def separate_session() -> Session:
    """Return a session of its own, apart from the request's."""
    return Session(db.engine, join_transaction_mode="create_savepoint", expire_on_commit=False)


def init_app(app: Flask, url: str) -> None:
    """Bind the database at ``url`` and teach its connections our rules."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    db.init_app(app)
    with app.app_context():
        _listen(db.engine)


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"check_same_thread": False}}
    return {
        "hide_parameters": True,  # what people typed stays out of messages and logs
        "pool_size": 5,
        "max_overflow": 10,
        "pool_pre_ping": True,
        "connect_args": {"options": "-c lock_timeout=5s -c statement_timeout=30s -c timezone=UTC"},
    }


def _listen(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
