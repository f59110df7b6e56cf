"""Milestones and risks that ship with a programme: checked without a database, then added by key.

What people chose stays theirs: owners, dates, evidence, measures and reviews come with a new row and never again.
Nothing is deleted, and a second time changes nothing.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.content.problems import Origin, Problem
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.models import Milestone, Programme, ProgrammePhase, Risk, RiskMeasure

MILESTONES, RISKS = "milestones.toml", "risks.toml"
LONGEST_TITLE, LONGEST_MEASURE = 300, 500


def check_steering(folder: Path) -> list[Problem]:
    """Return every problem in the milestones and risks of a programme's folder; a file that is not there is none."""
    return [*_check(folder, MILESTONES, "milestones", _milestone), *_check(folder, RISKS, "risks", _risk)]


def apply_steering(programme: Programme, folder: Path) -> None:
    """Add the milestones and risks that are missing, and say the others in the words of the folder.

    The phases of the programme must be there; an organisation that owns something is made when it is missing.
    """
    told = _read(folder / MILESTONES)
    organisations = _organisations(told.get("organisations", ()), told.get("milestones", ()))
    phases = {row.key: row.id for row in db.session.scalars(_of(ProgrammePhase, programme))}
    there = {row.key: row for row in db.session.scalars(_of(Milestone, programme))}
    for each in told.get("milestones", ()):
        if each["phase"] not in phases:
            raise Refusal(_("Mijlpaal %(key)s hoort bij een fase die er niet is.", key=each["key"]))
        _milestone_there(programme, each, phases[each["phase"]], organisations, there.get(each["key"]))
    known = {row.key: row for row in db.session.scalars(_of(Risk, programme))}
    for each in _read(folder / RISKS).get("risks", ()):
        _risk_there(programme, each, known.get(each["key"]))
    db.session.flush()


def _milestone_there(
    programme: Programme,
    told: Mapping[str, Any],
    phase_id: int,
    organisations: Mapping[str, int],
    milestone: Milestone | None,
) -> None:
    if milestone is None:
        owner = organisations.get(told.get("owner", ""))
        milestone = Milestone(programme_id=programme.id, key=told["key"], owner_id=owner)
        db.session.add(milestone)
    milestone.number, milestone.title, milestone.phase_id = told["number"], told["title"], phase_id


def _risk_there(programme: Programme, told: Mapping[str, Any], risk: Risk | None) -> None:
    fresh = risk is None
    if risk is None:
        risk = Risk(programme_id=programme.id, key=told["key"], aware_only=told.get("aware_only", False))
        db.session.add(risk)
    risk.number, risk.title = told["number"], told["title"]
    if fresh:
        db.session.flush()
        db.session.add_all(RiskMeasure(risk_id=risk.id, text=text) for text in told.get("measures", ()))


def _organisations(told: Iterable[Mapping[str, Any]], owned: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the ids of the organisations that own something, by slug; those that are missing are made."""
    wanted = {each.get("owner") for each in owned} - {None}
    there = {row.slug: row for row in db.session.scalars(select(Organisation).where(Organisation.slug.in_(wanted)))}
    for each in told:
        if each["slug"] in wanted and each["slug"] not in there:
            kind = OrganisationKind(each["kind"])
            there[each["slug"]] = Organisation(slug=each["slug"], name=each["name"], kind=kind)
            db.session.add(there[each["slug"]])
    db.session.flush()
    return {slug: row.id for slug, row in there.items()}


def _of(model: Any, programme: Programme) -> Any:
    return select(model).where(model.programme_id == programme.id)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text()) if path.exists() else {}


def _check(folder: Path, name: str, table: str, wrong: Any) -> list[Problem]:
    path = folder / name
    place = f"{folder.name}/{name}"
    try:
        told = _read(path)
    except tomllib.TOMLDecodeError as error:
        return [Problem(Origin(place), "steering-toml", _("Dit bestand is geen geldige TOML: %(why)s", why=error))]
    lines = path.read_text().splitlines() if path.exists() else []
    rows = told.get(table, ())
    starts = [at for at, line in enumerate(lines, 1) if line.strip() == f"[[{table}]]"]
    slugs = {each.get("slug") for each in told.get("organisations", ())}
    problems = []
    for at, each in enumerate(rows):
        origin = Origin(place, starts[at] if at < len(starts) else 1)
        problems += [Problem(origin, f"steering-{table}", message) for message in wrong(each, slugs)]
        problems += [Problem(origin, "steering-twice", message) for message in _twice(each, rows)]
    return problems


def _milestone(told: Mapping[str, Any], slugs: set[str | None]) -> Iterable[str]:
    yield from _row(told)
    if not isinstance(told.get("phase"), str):
        yield _('Zeg bij welke fase deze mijlpaal hoort. Bijvoorbeeld: phase = "voorbereiding"')
    if told.get("owner") is not None and told["owner"] not in slugs:
        yield _("De eigenaar %(owner)s staat niet bij [[organisations]].", owner=told["owner"])


def _risk(told: Mapping[str, Any], _slugs: set[str | None]) -> Iterable[str]:
    yield from _row(told)
    measures = told.get("measures", [])
    if not measures and not told.get("aware_only"):
        yield _("Een risico heeft minstens één maatregel, of aware_only = true.")
    if not all(isinstance(each, str) and 0 < len(each) <= LONGEST_MEASURE for each in measures):
        yield _("Een maatregel is een zin van hoogstens %(max)d tekens.", max=LONGEST_MEASURE)


def _row(told: Mapping[str, Any]) -> Iterable[str]:
    if not told.get("key") or not isinstance(told.get("number"), int):
        yield _("Geef een key en een number.")
    if not 0 < len(str(told.get("title", ""))) <= LONGEST_TITLE:
        yield _("Geef een title van hoogstens %(max)d tekens.", max=LONGEST_TITLE)


def _twice(told: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for name in ("key", "number"):
        if Counter(row.get(name) for row in rows)[told.get(name)] > 1:
            yield _("Deze %(name)s staat er meer dan één keer: %(value)s", name=name, value=told.get(name))
