"""Reading ``programme.toml``, and bringing it into the tables.

Words come from the file: titles, summaries, order. Capacity and dates are the file's only when a row is made; from then
on they are the coordinator's. Nothing is ever deleted: what left the file stays as it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.content.read.desk import Desk
from lms.kernel.db import db
from lms.programme.models import Programme, ProgrammePhase, Theme, Tranche
from lms.programme.sync.spots import Spot, read_spots, told_twice

PROGRAMME = "programme.toml"
ASIDE = 10_000  # where numbers wait while others take their place


@dataclass(frozen=True)
class PhaseText:
    """A stretch of the programme."""

    key: str
    title: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class ThemeText:
    """A fixed theme."""

    key: str
    title: str
    about: str


@dataclass(frozen=True)
class TrancheText:
    """A group of neighbourhoods that start together."""

    number: int
    title: str
    capacity: int | None
    starts_on: date | None


@dataclass(frozen=True)
class ProgrammeText:
    """A programme as its file tells it; phases and themes stand in their order."""

    title: str
    summary: str
    capacity: int
    phases: tuple[PhaseText, ...]
    themes: tuple[ThemeText, ...]
    tranches: tuple[TrancheText, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of the words, which are the file's; not of capacity and dates, which are the coordinator's."""
        return _digest(
            self.title,
            self.summary,
            [[each.key, number, each.title] for number, each in enumerate(self.phases, 1)],
            [[each.key, number, each.title, each.about] for number, each in enumerate(self.themes, 1)],
            sorted([each.number, each.title] for each in self.tranches),
        )


def read_programme(text: str, file: str, desk: Desk) -> ProgrammeText | None:
    """Return the programme in a text; everything to mend is noted."""
    root = read_spots(text, file, desk)
    if root is None:
        return None
    root.only("title", "summary", "capacity", "phases", "themes", "tranches")
    for table, key in (("phases", "key"), ("themes", "key"), ("tranches", "number")):
        told_twice(root.rows(table), key)
        if not root.rows(table):
            root.wrong(table, _("Een programma heeft minstens één [[%(table)s]].", table=table))
    return ProgrammeText(
        title=root.text("title", longest=160),
        summary=root.text("summary"),
        capacity=root.number("capacity", most=10_000),
        phases=tuple(_phase(row) for row in root.rows("phases")),
        themes=tuple(_theme(row) for row in root.rows("themes")),
        tranches=tuple(_tranche(row) for row in root.rows("tranches")),
    )


def stored_digest(programme: Programme, text: ProgrammeText) -> str:
    """Return the fingerprint of what the tables say now, as far as the file speaks of it."""
    phases, themes = {each.key for each in text.phases}, {each.key for each in text.themes}
    numbers = {each.number for each in text.tranches}
    return _digest(
        programme.title,
        programme.summary,
        [[row.key, row.number, row.title] for row in _of(ProgrammePhase, programme) if row.key in phases],
        [[row.key, row.number, row.title, row.about] for row in _of(Theme, programme) if row.key in themes],
        sorted([row.number, row.title] for row in _of(Tranche, programme) if row.number in numbers),
    )


def store_programme(slug: str, text: ProgrammeText) -> Programme:
    """Make a programme, or give it the words of its file."""
    programme = db.session.scalar(select(Programme).where(Programme.slug == slug))
    if programme is None:
        programme = Programme(slug=slug, capacity=text.capacity)
        db.session.add(programme)
    programme.title, programme.summary, programme.digest = text.title, text.summary, text.digest
    db.session.flush()
    _store_phases(programme, text.phases)
    _store_themes(programme, text.themes)
    _store_tranches(programme, text.tranches)
    db.session.flush()
    return programme


def rows_of(programme: Programme) -> tuple[list[ProgrammePhase], list[Theme], list[Tranche]]:
    """Return phases, themes and tranches of a programme in their order."""
    return _of(ProgrammePhase, programme), _of(Theme, programme), _of(Tranche, programme)


def _store_phases(programme: Programme, texts: Sequence[PhaseText]) -> None:
    there = {row.key: row for row in _of(ProgrammePhase, programme)}
    for number, text in enumerate(texts, 1):
        row = there.get(text.key)
        if row is None:
            row = ProgrammePhase(programme_id=programme.id, key=text.key)
            row.begins_on, row.ends_on = text.begins_on, text.ends_on
            db.session.add(row)
        row.number, row.title = number, text.title


def _store_themes(programme: Programme, texts: Sequence[ThemeText]) -> None:
    there = {row.key: row for row in _of(Theme, programme)}
    for row in there.values():
        row.number += ASIDE
    db.session.flush()
    for number, text in enumerate(texts, 1):
        row = there.pop(text.key, None) or Theme(programme_id=programme.id, key=text.key)
        row.number, row.title, row.about = number, text.title, text.about
        db.session.add(row)
    db.session.flush()
    for number, row in enumerate(there.values(), len(texts) + 1):  # left the file: after the others
        row.number = number


def _store_tranches(programme: Programme, texts: Sequence[TrancheText]) -> None:
    there = {row.number: row for row in _of(Tranche, programme)}
    for text in texts:
        row = there.get(text.number)
        if row is None:
            row = Tranche(programme_id=programme.id, number=text.number)
            row.capacity, row.starts_on = text.capacity, text.starts_on
            db.session.add(row)
        row.title = text.title


def _of(table: Any, programme: Programme) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.programme_id == programme.id).order_by(table.number)))


def _digest(*told: Any) -> str:
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _phase(row: Spot) -> PhaseText:
    row.only("key", "title", "begins_on", "ends_on")
    begins, ends = _day(row, "begins_on"), _day(row, "ends_on")
    if begins and ends and ends < begins:
        row.wrong("ends_on", _("Deze fase eindigt voordat zij begint."))
    return PhaseText(row.key(), row.text("title", longest=120), begins, ends)


def _theme(row: Spot) -> ThemeText:
    row.only("key", "title", "about")
    return ThemeText(row.key(), row.text("title", longest=120), row.text("about", must=False))


def _tranche(row: Spot) -> TrancheText:
    row.only("number", "title", "capacity", "starts_on")
    capacity = row.number("capacity", most=10_000) if "capacity" in row.values else None
    number, title = row.number("number", most=999), row.text("title", longest=120)
    return TrancheText(number, title, capacity, _day(row, "starts_on"))


def _day(row: Spot, key: str) -> date | None:
    value = row.values.get(key)
    if value is None or type(value) is date:
        return value
    row.wrong(key, _("Schrijf '%(key)s' als een datum zonder aanhalingstekens: 2026-09-01", key=key))
    return None
