"""Milestones and risks that ship with a programme: checked without a database, then added by key.

What people chose stays theirs: owners, dates, evidence, measures and reviews come with a new row and never again.
Nothing is deleted, and a second time changes nothing.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from lms.content.read.desk import Desk
from lms.kernel.db import db
from lms.kernel.names import name_key
from lms.kernel.refusal import Refusal
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.models import Milestone, Programme, ProgrammePhase, Risk, RiskMeasure
from lms.programme.sync.spots import Spot, read_spots, told_twice

MILESTONES, RISKS = "milestones.toml", "risks.toml"
LONGEST_TITLE, LONGEST_MEASURE, MOST_MEASURES, MOST = 300, 500, 50, 9999


@dataclass(frozen=True)
class OwnerText:
    """An organisation that owns something."""

    slug: str
    name: str
    kind: str


@dataclass(frozen=True)
class MilestoneText:
    """A milestone; ``owner`` is the slug of an organisation, empty for "nog kiezen"."""

    key: str
    number: int
    phase: str
    title: str
    owner: str


@dataclass(frozen=True)
class RiskText:
    """A risk with what is done about it; ``aware_only`` has no direct measure."""

    key: str
    number: int
    title: str
    aware_only: bool
    measures: tuple[str, ...]


@dataclass(frozen=True)
class SteeringText:
    """What the two files of a programme tell together."""

    owners: tuple[OwnerText, ...] = ()
    milestones: tuple[MilestoneText, ...] = ()
    risks: tuple[RiskText, ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of the words, which are the files'; not of what people choose. Empty when there are none."""
        if not self.milestones and not self.risks:
            return ""
        return _digest(
            ([each.key, each.number, each.title, each.phase] for each in self.milestones),
            ([each.key, each.number, each.title] for each in self.risks),
        )


def read_steering(folder: Path, place: str, desk: Desk, phases: Collection[str] | None) -> SteeringText:
    """Return the milestones and risks in a folder; everything to mend is noted, and a file may be left out.

    ``place`` is how problems call the folder, ``phases`` are the keys of those of the programme, or
    nothing when these cannot be read.
    """
    milestones, risks = (_root(folder, name, place, desk) for name in (MILESTONES, RISKS))
    owners: tuple[OwnerText, ...] = ()
    found: tuple[MilestoneText, ...] = ()
    if milestones is not None:
        milestones.only("organisations", "milestones")
        owners = tuple(_owner(row) for row in milestones.rows("organisations"))
        slugs = {each.slug for each in owners}
        found = tuple(_milestone(row, phases, slugs) for row in _once(milestones, "milestones"))
    if risks is None:
        return SteeringText(owners, found)
    risks.only("risks")
    return SteeringText(owners, found, tuple(_risk(row) for row in _once(risks, "risks")))


def stored_steering(programme: Programme, text: SteeringText) -> str:
    """Return the fingerprint of what the tables say now, as far as the files speak of it, or nothing."""
    milestones = (
        select(Milestone.key, Milestone.number, Milestone.title, ProgrammePhase.key)
        .join(ProgrammePhase, ProgrammePhase.id == Milestone.phase_id)
        .where(Milestone.programme_id == programme.id, Milestone.key.in_([each.key for each in text.milestones]))
    )
    risks = select(Risk.key, Risk.number, Risk.title).where(
        Risk.programme_id == programme.id, Risk.key.in_([each.key for each in text.risks])
    )
    told = [[list(row) for row in db.session.execute(statement)] for statement in (milestones, risks)]
    return _digest(*told) if any(told) else ""


def apply_steering(programme: Programme, text: SteeringText) -> None:
    """Add the milestones and risks that are missing, and say the others in the words of the files.

    The phases of the programme must be there; an organisation that owns something is made when it is missing.
    """
    organisations = _organisations(text)
    phases = {row.key: row.id for row in db.session.scalars(_of(ProgrammePhase, programme))}
    there = {row.key: row for row in db.session.scalars(_of(Milestone, programme))}
    for told in text.milestones:
        if told.phase not in phases:
            raise Refusal(_("Mijlpaal %(key)s hoort bij een fase die er niet is.", key=told.key))
        milestone = there.get(told.key)
        if milestone is None:
            owner = organisations.get(told.owner)
            milestone = Milestone(programme_id=programme.id, key=told.key, owner_id=owner)
            db.session.add(milestone)
        milestone.number, milestone.title, milestone.phase_id = told.number, told.title, phases[told.phase]
    known = {row.key: row for row in db.session.scalars(_of(Risk, programme))}
    for each in text.risks:
        _risk_there(programme, each, known.get(each.key))
    db.session.flush()


def _risk_there(programme: Programme, told: RiskText, risk: Risk | None) -> None:
    fresh = risk is None
    if risk is None:
        risk = Risk(programme_id=programme.id, key=told.key, aware_only=told.aware_only)
        db.session.add(risk)
    risk.number, risk.title = told.number, told.title
    if fresh:
        db.session.flush()
        db.session.add_all(RiskMeasure(risk_id=risk.id, text=text) for text in told.measures)


def _organisations(text: SteeringText) -> dict[str, int]:
    """Return the ids of the organisations that own something, by slug in the file; those that are missing are made."""
    wanted = {each.owner for each in text.milestones}
    found: dict[str, Organisation] = {}
    for told in text.owners:
        if told.slug not in wanted:
            continue
        same = or_(Organisation.slug == told.slug, Organisation.name_key == name_key(told.name))
        by_slug = (Organisation.slug == told.slug).desc()
        row = db.session.scalars(select(Organisation).where(same).order_by(by_slug).limit(1)).first()
        if row is None:
            row = Organisation(slug=told.slug, name=told.name, kind=OrganisationKind(told.kind))
            db.session.add(row)
            db.session.flush()
        found[told.slug] = row
    return {slug: row.id for slug, row in found.items()}


def _of(model: Any, programme: Programme) -> Any:
    return select(model).where(model.programme_id == programme.id)


def _digest(*told: Any) -> str:
    return sha256(json.dumps([sorted(rows) for rows in told], ensure_ascii=False).encode()).hexdigest()


def _root(folder: Path, name: str, place: str, desk: Desk) -> Spot | None:
    if not (folder / name).is_file():
        return None
    return read_spots(desk.contents(folder / name, f"{place}/{name}"), f"{place}/{name}", desk)


def _once(root: Spot, table: str) -> Sequence[Spot]:
    for key in ("key", "number"):
        told_twice(root.rows(table), key)
    return root.rows(table)


def _owner(row: Spot) -> OwnerText:
    row.only("slug", "name", "kind")
    kind = row.text("kind", longest=40)
    if kind and kind not in list(OrganisationKind):
        row.desk.unknown(row.at("kind"), "kind-unknown", what=_("De soort"), given=kind, known=list(OrganisationKind))
    return OwnerText(row.text("slug", longest=120), row.text("name", longest=160), kind)


def _milestone(row: Spot, phases: Collection[str] | None, slugs: Collection[str]) -> MilestoneText:
    row.only("key", "number", "phase", "title", "owner")
    phase, owner = row.text("phase", longest=64), row.text("owner", longest=120, must=False)
    if phase and phases is not None and phase not in phases:
        row.desk.unknown(row.at("phase"), "phase-unknown", what=_("De fase"), given=phase, known=phases)
    if owner and owner not in slugs:
        row.wrong("owner", _("De eigenaar %(owner)s staat niet bij [[organisations]].", owner=owner))
    number, title = row.number("number", most=MOST), row.text("title", longest=LONGEST_TITLE)
    return MilestoneText(row.key(), number, phase, title, owner)


def _risk(row: Spot) -> RiskText:
    row.only("key", "number", "title", "aware_only", "measures")
    aware_only = row.yes_or_no("aware_only", default=False)
    measures = row.texts("measures", most=MOST_MEASURES, longest=LONGEST_MEASURE)
    if not row.values.get("measures") and not aware_only:
        row.wrong("measures", _("Een risico heeft minstens één maatregel, of aware_only = true."))
    number, title = row.number("number", most=MOST), row.text("title", longest=LONGEST_TITLE)
    return RiskText(row.key(), number, title, aware_only, measures)
