"""Writing a programme back as the folder a sync reads without a change."""

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.kernel.db import db
from lms.programme.models import CardVersion, Programme
from lms.programme.sync.cards import CARD
from lms.programme.sync.programmes import PROGRAMME, rows_of

HEAD = (
    "# Het programma: fasen, vaste thema's en groepen wijken. docs/programme-packages.md legt uit wat hier mag staan.\n"
)
Value = str | int | date | None


def files_of(programme: Programme) -> dict[str, bytes]:
    """Return the files of a programme by name: its words, and the card in use."""
    found = {PROGRAMME: programme_toml(programme).encode()}
    current = select(CardVersion).where(CardVersion.programme_id == programme.id, CardVersion.current)
    fresh = {"populate_existing": True}  # the deferred text too, when the row was read before
    card = db.session.scalar(current.options(undefer(CardVersion.text)), execution_options=fresh)
    if card is not None:
        found[CARD] = card.text.encode()
    return found


def programme_toml(programme: Programme) -> str:
    """Return a programme as its file."""
    phases, themes, tranches = rows_of(programme)
    facts: dict[str, Value] = {"title": programme.title, "summary": programme.summary, "capacity": programme.capacity}
    tables = [HEAD + "\n" + "".join(_lines(facts))]
    for row in phases:
        days = {"begins_on": row.begins_on, "ends_on": row.ends_on}
        tables.append("".join(["[[phases]]\n", *_lines({"key": row.key, "title": row.title, **days})]))
    for theme in themes:
        about = {"about": theme.about or None}
        tables.append("".join(["[[themes]]\n", *_lines({"key": theme.key, "title": theme.title, **about})]))
    for group in tranches:
        limits = {"capacity": group.capacity, "starts_on": group.starts_on}
        tables.append("".join(["[[tranches]]\n", *_lines({"number": group.number, "title": group.title, **limits})]))
    return "\n".join(tables)


def _lines(values: dict[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_written(value)}\n"


def _written(value: Value) -> str:
    """Write a value as TOML; a basic string takes the escapes of JSON."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date) else str(value)
