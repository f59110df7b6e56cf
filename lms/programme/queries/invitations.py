"""Holding a list of people to invite against what is there: who is known already, and what may not be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import or_, select

from lms.accounts.enums import Role, Standing
from lms.accounts.models import Actor, Person
from lms.kernel.db import db
from lms.kernel.names import name_key
from lms.programme.models import Neighbourhood, TeamMember
from lms.programme.policy import known_to, roles_to_give
from lms.programme.queries.asked import asked_already
from lms.programme.queries.invitation_lists import Problem, ReadList, Row
from lms.programme.queries.team_words import ROLE_NAMES


@dataclass(frozen=True)
class Planned:
    """Somebody who will be invited; ``known`` when they have an account already, or get one with an earlier line."""

    row: Row
    neighbourhood: Neighbourhood
    known: bool

    @property
    def appointed(self) -> bool:
        """Whether they will lead: who has an account is not asked then, but told."""
        return self.row.role is Role.NEIGHBOURHOOD_DIRECTOR


@dataclass(frozen=True)
class Plan:
    """What a list would do; with one problem it does nothing."""

    people: tuple[Planned, ...]
    problems: tuple[Problem, ...]


def plan_of(read: ReadList, actor: Actor, neighbourhood: Neighbourhood | None = None) -> Plan:
    """Return what inviting this list would do, in four statements however long it is."""
    places = _places(read, actor, neighbourhood)
    people = _people(read)
    taken = _Taken(_memberships(people), asked_already([person.id for person in people.values()]))
    problems: list[Problem] = []
    planned: list[Planned] = []
    led: set[int] = set()
    for row in read.rows:
        places_so_called = places.get(row.place, ())
        if len(places_so_called) > 1:
            problems.append(Problem(row.line, _several(row)))
            continue
        place = next(iter(places_so_called), None)
        found = list(_wrong(row, place, people.get(row.email), taken, actor, led))
        problems += [Problem(row.line, text) for text in found]
        if place is not None and not found:
            planned.append(Planned(row, place, row.email in people))
    return Plan(_who_is_known_by_then(planned), read.and_problems(*problems).problems)


def in_turn(people: Collection[Planned]) -> list[Planned]:
    """Return a list in the order in which it is carried out: who will lead comes last.

    An adviser invites while nobody leads; from the moment somebody does, that right is over.
    """
    return sorted(people, key=lambda each: (each.appointed, each.row.line))


def _who_is_known_by_then(planned: Sequence[Planned]) -> tuple[Planned, ...]:
    """Mark who stands on the list twice, for two neighbourhoods: the first time makes an account."""
    met: set[str] = set()
    marked = []
    for each in in_turn(planned):
        marked.append(replace(each, known=each.known or each.row.email in met))
        met.add(each.row.email)
    return tuple(sorted(marked, key=lambda each: each.row.line))


def _places(read: ReadList, actor: Actor, only: Neighbourhood | None) -> Mapping[str, Sequence[Neighbourhood]]:
    """Return which neighbourhoods each word can mean: all of that name, else the one with that word in its address."""
    if only is not None:
        return {"": [only]}
    words = {row.place for row in read.rows}
    named = or_(
        Neighbourhood.name_key.in_([name_key(word) for word in words]),
        Neighbourhood.slug.in_([word.lower() for word in words]),
    )
    found = db.session.scalars(select(Neighbourhood).where(named, known_to(actor))).all()
    return {
        word: [each for each in found if each.name_key == name_key(word)]
        or [each for each in found if each.slug == word.lower()]
        for word in words
    }


def _people(read: ReadList) -> Mapping[str, Person]:
    addresses = {row.email for row in read.rows}
    return {str(each.email): each for each in db.session.scalars(select(Person).where(Person.email.in_(addresses)))}


def _memberships(people: Mapping[str, Person]) -> frozenset[tuple[int, int]]:
    ids = [person.id for person in people.values()]
    rows = select(TeamMember.neighbourhood_id, TeamMember.person_id)
    held = db.session.execute(rows.where(TeamMember.person_id.in_(ids), TeamMember.until.is_(None)))
    return frozenset((row[0], row[1]) for row in held)


@dataclass(frozen=True)
class _Taken:
    """Who is in which team already, and who was asked and did not answer yet: numbers of place and person."""

    members: frozenset[tuple[int, int]]
    asked: frozenset[tuple[int, int]]


def _several(row: Row) -> str:
    return _("Er zijn meer wijken met de naam “%(told)s”. Nodig deze mensen uit bij de wijk zelf.", told=row.place[:60])


def _wrong(
    row: Row,
    place: Neighbourhood | None,
    person: Person | None,
    taken: _Taken,
    actor: Actor,
    led: set[int],
) -> Iterator[str]:
    if place is None:
        yield _("Deze wijk kennen we niet: “%(told)s”.", told=row.place[:60])
        return
    if row.role not in roles_to_give(actor, place) or place.id in led and row.role is Role.NEIGHBOURHOOD_DIRECTOR:
        role = str(ROLE_NAMES[row.role]).lower()
        yield _("De rol %(role)s kan niet met een lijst: die is al bezet. Draag de wijk over.", role=role)
    if row.role is Role.NEIGHBOURHOOD_DIRECTOR:
        led.add(place.id)
    if person is not None and person.standing is Standing.DEACTIVATED:
        yield _("Het account van %(address)s is gesloten.", address=row.email)
    if person is not None and (place.id, person.id) in taken.members:
        yield _("%(address)s zit al in het team.", address=row.email)
    if person is not None and person.id == actor.id:
        yield _("Je kunt jezelf niet uitnodigen.")
    is_asked = person is not None and (place.id, person.id) in taken.asked
    if is_asked and row.role is not Role.NEIGHBOURHOOD_DIRECTOR:
        yield _("%(address)s is al gevraagd en antwoordde nog niet.", address=row.email)


def problems_in_words(problems: Sequence[Problem]) -> list[str]:
    """Return problems as sentences, each with its line."""
    said = _("Regel")
    return [f"{said} {each.line}: {each.text}" if each.line else each.text for each in problems]
