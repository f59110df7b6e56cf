"""Who stands in for what: whom somebody can ask, as what each is known, and which duty is lent to nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.accounts.queries.people import people_with_role
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Absence, AbsenceGrant, Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD
from lms.programme.queries.absences import NEAR, Duty, absences_of, duties_of
from lms.programme.queries.team_words import ROLE_NAMES


class Lent(NamedTuple):
    """A right that a stand-in holds, or will hold when the days come."""

    grant: Grant
    absence: Absence
    neighbourhood: Neighbourhood

    @property
    def duty(self) -> Duty:
        """What is done in somebody's place."""
        return Duty(self.neighbourhood, self.grant.role)


@dataclass(frozen=True)
class Candidate:
    """Somebody who may stand in for at least one duty; ``roles`` says as what they are known, in words."""

    person: Person
    roles: str
    duties: Sequence[Duty]


@dataclass(frozen=True)
class Arranged:
    """An absence with what is lent now; ``to_nobody`` are the duties that stay with who is away."""

    absence: Absence
    lent: Sequence[Duty]
    to_nobody: Sequence[Duty]


def lent_now(*which: ColumnElement[bool]) -> Sequence[Lent]:
    """Return the rights lent for absences that were not called off and whose time is not over, in one statement."""
    live = (Grant.scope_kind == NEIGHBOURHOOD, Grant.until > now(), Absence.called_off_at.is_(None))
    rows = (
        select(Grant, Absence, Neighbourhood)
        .join(AbsenceGrant, AbsenceGrant.grant_id == Grant.id)
        .join(Absence, Absence.id == AbsenceGrant.absence_id)
        .join(Neighbourhood, Neighbourhood.id == Grant.scope_id)
        .where(*live, *which)
        .options(joinedload(Absence.person))
        .order_by(Absence.id, Neighbourhood.name_key, Grant.id)
    )
    return [Lent(*row) for row in db.session.execute(rows)]


def arranged(person: Person) -> list[Arranged]:
    """Return the absences of somebody, running or to come, with what is lent and what is not; in three statements."""
    lent = lent_now(Absence.person_id == person.id)
    duties = duties_of(person)
    found = []
    for absence in absences_of(person):
        given = {(each.neighbourhood.id, each.grant.role) for each in lent if each.absence.id == absence.id}
        there = [duty for duty in duties if (duty.neighbourhood.id, duty.role) in given]
        found.append(Arranged(absence, there, [duty for duty in duties if duty not in there]))
    return found


def candidates(person: Person) -> list[Candidate]:
    """Return who may stand in for somebody, by name, and for which duties; in four statements."""
    duties = duties_of(person)
    words: dict[Person, dict[str, None]] = defaultdict(dict)
    able: dict[Person, dict[Duty, None]] = defaultdict(dict)
    for other, as_what, duty in (*_for_who_leads(duties), *_for_who_advises(duties)):
        words[other][as_what], able[other][duty] = None, None
    by_name = sorted((each for each in able if each.id != person.id), key=lambda each: (each.name, each.id))
    return [Candidate(each, ", ".join(words[each]), tuple(able[each])) for each in by_name]


def duties_in_words(duties: Iterable[Duty]) -> str:
    """Return duties for a sentence: as what, and where."""
    names = {
        Role.DEPUTY_DIRECTOR: lambda place: _("wijkregisseur van %(place)s", place=place),
        Role.ADVISER: lambda place: _("adviseur van %(place)s", place=place),
    }
    return ", ".join(names[duty.role](duty.neighbourhood.name) for duty in duties)


def _for_who_leads(duties: Sequence[Duty]) -> Iterator[tuple[Person, str, Duty]]:
    """Return who of the own team and which fellow directors may lead instead, as what, and for which duty."""
    led = {duty.neighbourhood.id: duty for duty in duties if duty.role is Role.DEPUTY_DIRECTOR}
    near = (TeamMember.neighbourhood_id.in_(led), TeamMember.role.in_(NEAR), TeamMember.until.is_(None))
    team = select(Person, TeamMember.role, TeamMember.neighbourhood_id).join(TeamMember.person)
    for other, role, number in db.session.execute(team.where(Person.active, *near).order_by(TeamMember.id)):
        place = led[number].neighbourhood.name
        yield other, _("%(role)s in %(place)s", role=str(ROLE_NAMES[role]).lower(), place=place), led[number]
    ggds = {duty.neighbourhood.ggd_id for duty in led.values()}
    fellows = select(Person, Neighbourhood).join(Neighbourhood.director).where(Neighbourhood.ggd_id.in_(ggds))
    for other, own in db.session.execute(fellows.where(Person.active).order_by(Neighbourhood.name_key)):
        for duty in led.values():
            if duty.neighbourhood.ggd_id == own.ggd_id:
                yield other, _("wijkregisseur van %(place)s", place=own.name), duty


def _for_who_advises(duties: Sequence[Duty]) -> Iterator[tuple[Person, str, Duty]]:
    """Return which other advisers may advise instead, as what, and for which duty."""
    advised = [duty for duty in duties if duty.role is Role.ADVISER]
    for other in people_with_role(Role.ADVISER):
        for duty in advised:
            yield other, str(ROLE_NAMES[Role.ADVISER]).lower(), duty
