"""Numbers of rows as they come from an address: none is larger than the databases can hold."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # an integer column of PostgreSQL


class RowNumberConverter(IntegerConverter):
    """``<int:…>`` in an address; a larger number is no address of ours."""

    def __init__(self, url_map: Map, *given: Any, **named: Any) -> None:
        super().__init__(url_map, *given, **{"max": LARGEST, **named})


def init_app(app: Flask) -> None:
    """Bound every ``<int:…>``."""
    app.url_map.converters["int"] = RowNumberConverter


def row_number(text: str) -> int:
    """Return the number somebody sent; raise ValueError, as ``int`` does, for what no row can have."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError("no row has this number")
    return number
