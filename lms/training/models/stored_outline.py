"""How an outline is kept in the database, and read no more than once by each process."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Dialect, Text, cast, type_coerce
from sqlalchemy.types import TypeDecorator

from lms.training.models.outline import Outline

#: How many outlines a process keeps that it read before; a page of the list holds twelve.
KEPT = 256


class StoredOutline(TypeDecorator[Outline]):
    """An outline as JSON.  It comes as text, and the same text is the same outline, which need not be read again."""

    impl = JSON
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Ask for the text, whatever the driver makes of JSON."""
        return type_coerce(cast(column, Text), self)

    def process_bind_param(self, value: Outline | None, dialect: Dialect) -> dict[str, Any] | None:
        """Return what is stored of an outline."""
        return None if value is None else value.to_json()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Outline | None]:
        """Return what reads the stored text."""
        return _read


def _read(text: str | None) -> Outline | None:
    return None if text is None else _read_once(text)


@lru_cache(maxsize=KEPT)
def _read_once(text: str) -> Outline:
    return Outline.from_json(json.loads(text))
