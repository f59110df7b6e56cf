"""What is kept of one person, as rows of plain values that they take along."""

from typing import Any

from sqlalchemy import Select

from lms.kernel.db import db


def rows_as_data(statement: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Return rows by the names of their columns, with days and moments as text."""
    return [{name: _plain(value) for name, value in row.items()} for row in db.session.execute(statement).mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
