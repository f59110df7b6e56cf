"""Rows of the database as plain values, for the file somebody takes along."""

from typing import Any

from sqlalchemy import Executable

from lms.kernel.db import db


def plain_rows(statement: Executable) -> list[dict[str, Any]]:
    """Return each row with the names of its columns."""
    rows = db.session.execute(statement).mappings()
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def plain(value: Any) -> Any:
    """Return days and times as ISO 8601 text, and everything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
