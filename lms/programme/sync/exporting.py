"""Writing a programme back as the folder a sync reads without a change."""

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import CardVersion, Milestone, Programme, ProgrammePhase, Risk, RiskMeasure
from lms.programme.sync.cards import CARD
from lms.programme.sync.programmes import PROGRAMME, rows_of
from lms.programme.sync.steering import MILESTONES, RISKS

HEAD = (
    "# Het programma: fasen, vaste thema's en groepen wijken. docs/programme-packages.md legt uit wat hier mag staan.\n"
)
MILESTONES_HEAD = (
    "# De mijlpalen van het programma. Eigenaren kiest de coördinator op het scherm; een sync verandert ze niet.\n"
)
RISKS_HEAD = "# De risico's van het programma, en wat we eraan doen.\n"
Value = str | int | date | None | list[str]


def files_of(programme: Programme) -> dict[str, bytes]:
    """Return the files of a programme by name: its words, its milestones and risks, and the card in use."""
    found = {PROGRAMME: programme_toml(programme).encode()}
    for name, text in ((MILESTONES, milestones_toml(programme)), (RISKS, risks_toml(programme))):
        if text:
            found[name] = text.encode()
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
        tables.append(_table("phases", {"key": row.key, "title": row.title, **days}))
    for theme in themes:
        about = {"about": theme.about or None}
        tables.append(_table("themes", {"key": theme.key, "title": theme.title, **about}))
    for group in tranches:
        limits = {"capacity": group.capacity, "starts_on": group.starts_on}
        tables.append(_table("tranches", {"number": group.number, "title": group.title, **limits}))
    return "\n".join(tables)


def milestones_toml(programme: Programme) -> str:
    """Return the milestones of a programme as their file, with the organisations that own one; empty without any."""
    rows = db.session.execute(
        select(Milestone, ProgrammePhase.key, Organisation)
        .join(ProgrammePhase, ProgrammePhase.id == Milestone.phase_id)
        .outerjoin(Organisation, Organisation.id == Milestone.owner_id)
        .where(Milestone.programme_id == programme.id)
        .order_by(Milestone.number, Milestone.id)
    ).all()
    owners = {owner.slug: owner for _row, _phase, owner in rows if owner is not None}
    tables = [
        _table("organisations", {"slug": slug, "name": owner.name, "kind": owner.kind.value})
        for slug, owner in sorted(owners.items())
    ]
    for row, phase, owner in rows:
        facts: dict[str, Value] = {"key": row.key, "number": row.number, "phase": phase, "title": row.title}
        tables.append(_table("milestones", facts | {"owner": owner.slug if owner else None}))
    return "\n".join([MILESTONES_HEAD, *tables]) if tables else ""


def risks_toml(programme: Programme) -> str:
    """Return the risks of a programme as their file, with the measures that go on; empty without any."""
    risks = db.session.scalars(
        select(Risk).where(Risk.programme_id == programme.id).order_by(Risk.number, Risk.id)
    ).all()
    going = (RiskMeasure.risk_id.in_([risk.id for risk in risks]), RiskMeasure.ended_at.is_(None))
    measures: dict[int, list[str]] = {risk.id: [] for risk in risks}
    for measure in db.session.scalars(select(RiskMeasure).where(*going).order_by(RiskMeasure.id)):
        measures[measure.risk_id].append(measure.text)
    tables = []
    for risk in risks:
        facts: dict[str, Value] = {"key": risk.key, "number": risk.number, "title": risk.title}
        facts |= {"aware_only": True if risk.aware_only else None, "measures": measures[risk.id] or None}
        tables.append(_table("risks", facts))
    return "\n".join([RISKS_HEAD, *tables]) if tables else ""


def _table(name: str, values: dict[str, Value]) -> str:
    return "".join([f"[[{name}]]\n", *_lines(values)])


def _lines(values: dict[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_written(value)}\n"


def _written(value: Value) -> str:
    """Write a value as TOML; a basic string takes the escapes of JSON."""
    if isinstance(value, list):
        return "".join(["[\n", *(f"  {_written(each)},\n" for each in value), "]"])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date) else str(value)
