"""The copy of a SQLite database, made while it is in use; copying the file alone loses what is in its log."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from lms.kernel.refusal import Refusal


def dump(engine: Engine, target: Path) -> None:
    """Write a copy of one moment to ``target``."""
    with closing(sqlite3.connect(_file(engine))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Refusal("the database is damaged; restore the last good backup")


def load(engine: Engine, source: Path) -> None:
    """Make the database equal to ``source``, in one transaction."""
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_file(engine))) as target:
        copy.backup(target)


def _file(engine: Engine) -> str:
    return engine.url.database or ""
