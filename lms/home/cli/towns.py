"""The made-up neighbourhoods of the demo programme, with their organisations, directors and advisers."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lms.accounts.commands.consents import be_reachable
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.accounts.queries.demo import DEMO_DOMAIN
from lms.accounts.queries.people import person_by_email
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.organisations.enums import DEFINITION, OrganisationKind
from lms.organisations.models import Affiliation, Organisation
from lms.programme.enums import NeighbourhoodKind, NeighbourhoodState
from lms.programme.models import (
    AdviserTerm,
    Agreement,
    CardVersion,
    Neighbourhood,
    Programme,
    StateChange,
    TeamMember,
    Tranche,
)

DATA = Path(__file__).parents[1] / "data" / "demo.toml"
ADVISERS = ("adviseur", "adviseur2")
STATES = tuple(NeighbourhoodState)
MADE_UP_DOMAIN = "mensen.kringwijs.example"
SEEN_BY = "Mensen van mijn wijken mogen dit zien."
PROGRAMME_AGE = timedelta(days=400)


@dataclass
class Town:
    """What is being built: organisations and people by name, and the neighbourhoods with their row of data."""

    told: Mapping[str, Any]
    programme: Programme
    coordinator: Person
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    neighbourhoods: dict[str, Neighbourhood] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return a demo account by its short name, or a made-up person by name, made when needed."""
        if name not in self.people:
            account = person_by_email(f"{name}@{DEMO_DOMAIN}") if " " not in name else None
            self.people[name] = account or _made_up(name)
        return self.people[name]

    def organisation(self, name: str, kind: str) -> Organisation:
        """Return an organisation by name, made when needed."""
        if name not in self.organisations:
            slug = slug_of(name)
            found = db.session.scalar(select(Organisation).where(Organisation.slug == slug))
            self.organisations[name] = found or _organisation(name, slug, kind, self.coordinator)
        return self.organisations[name]


def read_demo() -> Mapping[str, Any]:
    """Return the data of the demo programme."""
    return tomllib.loads(DATA.read_text())


def build_towns(programme: Programme, coordinator: Person) -> Town:
    """Make organisations, neighbourhoods with their states and agreements, directors and advisers."""
    town = Town(read_demo(), programme, coordinator)
    for row in town.told["organisations"]:
        town.organisation(row["name"], row["kind"])
    ggds = {place: ggd["name"] for ggd in town.told["ggds"] for place in ggd["municipalities"]}
    groups = {group.number: group for group in db.session.scalars(select(Tranche).filter_by(programme_id=programme.id))}
    card = db.session.scalars(select(CardVersion).filter_by(programme_id=programme.id, current=True)).one()
    advisers = [*ADVISERS, *town.told["others"]["advisers"]]
    for row in town.told["neighbourhoods"]["rows"]:
        place = Row(*row)
        _neighbourhood(town, place, card, groups[place.group], ggds[place.municipality])
        if place.adviser >= 0:
            _adviser(town, place, advisers[place.adviser])
        if place.director:
            add_member(town, place.name, place.director, Role.NEIGHBOURHOOD_DIRECTOR)
        _history(town, place)
    for name, role, organisation in town.told["team"]["rows"]:
        add_member(town, town.told["team"]["neighbourhood"], name, Role(role), organisation)
    _works_at(town, "ggdmanager", Role.GGD_MANAGER, town.organisation("GGD Rijnmare", "ggd"), "Manager")
    bureau = town.organisation("Ontwerpbureau Vlecht", "design_bureau")
    _works_at(town, "ontwerper", Role.DESIGNER, bureau, "Ontwerper")
    for name, (phone, days) in town.told["reachable"].items():
        be_reachable(town.person(name), phone=phone, works_on=days, wording=SEEN_BY, origin="demo")
    db.session.flush()
    return town


@dataclass(frozen=True)
class Row:
    """One line of the data; ``adviser`` is a number in the list of advisers, -1 for none."""

    name: str
    kind: str
    group: int
    municipality: str
    adviser: int
    state: str
    steps: str
    days: int
    director: str


def began(row: Row) -> datetime:
    """Return when a neighbourhood came in: each group half a year after the one before."""
    return now() - PROGRAMME_AGE + timedelta(days=120 * (row.group - 1))


def add_member(town: Town, place: str, name: str, role: Role, organisation: str = "") -> None:
    """Put somebody in the team of a neighbourhood, with the right that goes with it."""
    neighbourhood, person = town.neighbourhoods[place], town.person(name)
    grant = _granted(person, role, neighbourhood.id, neighbourhood.created_at)
    member = TeamMember(neighbourhood_id=neighbourhood.id, person_id=person.id, role=role, grant_id=grant.id)
    member.since = neighbourhood.created_at
    db.session.add(member)
    if role is Role.NEIGHBOURHOOD_DIRECTOR:
        neighbourhood.director_id = person.id
        organisation = organisation or next(
            each.name for each in town.organisations.values() if each.id == neighbourhood.ggd_id
        )
    if organisation:
        works = Affiliation(person_id=person.id, organisation_id=town.organisation(organisation, "welfare").id)
        db.session.add(works)
    db.session.flush()


def slug_of(name: str) -> str:
    """Return the words of a name for an address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _made_up(name: str) -> Person:
    person = Person(name=name, email=f"{slug_of(name)}@{MADE_UP_DOMAIN}", accepted_at=now())
    person.all_grants, person.platform_roles = [], []
    db.session.add(person)
    db.session.flush()
    return person


def _organisation(name: str, slug: str, kind: str, by: Person) -> Organisation:
    made = Organisation(name=name, slug=slug, kind=OrganisationKind(kind), confirmed_by_id=by.id)
    made.confirmed_at, made.definition = now(), DEFINITION
    db.session.add(made)
    db.session.flush()
    return made


def _neighbourhood(town: Town, row: Row, card: CardVersion, group: Tranche, ggd: str) -> None:
    here = Neighbourhood(
        name=row.name,
        slug=slug_of(row.name),
        kind=NeighbourhoodKind(row.kind),
        programme_id=town.programme.id,
        tranche_id=group.id,
        ggd_id=town.organisation(ggd, "ggd").id,
        municipality_id=town.organisation(f"Gemeente {row.municipality}", "municipality").id,
        card_version_id=card.id,
        social_design=row.name in {"Havenbuurt", "Oosterveld"},
        created_at=began(row),
        last_sign_at=now() - timedelta(days=row.days),
    )
    db.session.add(here)
    db.session.flush()
    town.neighbourhoods[row.name] = here


def _adviser(town: Town, row: Row, name: str) -> None:
    here, person = town.neighbourhoods[row.name], town.person(name)
    if Role.ADVISER not in {held.role for held in person.platform_roles}:
        person.platform_roles.append(PlatformRole(role=Role.ADVISER))
    grant = _granted(person, Role.ADVISER, here.id, here.created_at)
    term = AdviserTerm(neighbourhood_id=here.id, person_id=person.id, grant_id=grant.id, since=here.created_at)
    here.adviser_id = person.id
    db.session.add(term)
    db.session.flush()


def _history(town: Town, row: Row) -> None:
    here = town.neighbourhoods[row.name]
    reached: Sequence[NeighbourhoodState] = STATES[: STATES.index(NeighbourhoodState(row.state)) + 1]
    for number, state in enumerate(reached):
        at = here.created_at + timedelta(days=21 * number)
        db.session.add(StateChange(neighbourhood_id=here.id, state=state, by_id=town.coordinator.id, at=at))
    here.state = reached[-1]
    if len(reached) > 1:
        ends = (now() + timedelta(days=50 + 37 * (len(row.name) % 9))).date()
        text = "De GGD maakt uren vrij voor de wijkregisseur. De gemeente doet mee aan het team."
        agreed = Agreement(neighbourhood_id=here.id, content=text, content_agreed=True, money_agreed=True, ends_on=ends)
        agreed.by_id, agreed.at = town.coordinator.id, here.created_at + timedelta(days=21)
        db.session.add(agreed)


def _works_at(town: Town, name: str, role: Role, organisation: Organisation, function: str) -> None:
    """Let a demo account work somewhere, with the role that goes with it."""
    person = town.person(name)
    _granted(person, role, organisation.id, now(), kind="organisation")
    db.session.add(Affiliation(person_id=person.id, organisation_id=organisation.id, function=function))


def _granted(person: Person, role: Role, number: int, since: datetime, *, kind: str = "neighbourhood") -> Grant:
    grant = Grant(person_id=person.id, role=role, scope_kind=kind, scope_id=number, since=since)
    db.session.add(grant)
    db.session.flush()
    return grant
