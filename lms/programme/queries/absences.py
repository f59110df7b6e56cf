"""Who is away, who stands in, and whom something must be addressed to now."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Exists,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    false,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.accounts.queries.people import WITH_RIGHTS
from lms.kernel.clock import now, today
from lms.kernel.db import Moment, db
from lms.programme.models import Absence, AbsenceGrant, Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD

#: A coming absence is told to the team this long before.
SOON = timedelta(days=14)
#: Who of the own team may stand in for a director; besides them the directors of the same GGD.
NEAR = (Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER)
LEADING = {Role.NEIGHBOURHOOD_DIRECTOR: Role.DEPUTY_DIRECTOR, Role.ADVISER: Role.ADVISER}


class Duty(NamedTuple):
    """A neighbourhood somebody leads or advises, and the role that a stand-in gets there."""

    neighbourhood: Neighbourhood
    role: Role


def duties_of(person: Person) -> list[Duty]:
    """Return the neighbourhoods somebody leads or is the fixed adviser of."""
    mine = or_(Neighbourhood.director_id == person.id, Neighbourhood.adviser_id == person.id)
    found = db.session.scalars(select(Neighbourhood).where(mine).order_by(Neighbourhood.name)).all()
    led = [Duty(each, Role.DEPUTY_DIRECTOR) for each in found if each.director_id == person.id]
    return led + [Duty(each, Role.ADVISER) for each in found if each.adviser_id == person.id]


def possible_stand_ins(person: Person) -> Sequence[Person]:
    """Return who may stand in, by name.

    For a director these are deputies and professionals of the own team and directors of the same GGD; for an adviser
    other advisers.
    """
    may = or_(false(), *(_able(*duty) for duty in duties_of(person)))
    others = select(Person).where(Person.active, Person.id != person.id, may)
    return db.session.scalars(others.order_by(Person.name, Person.id)).all()


def can_stand_in(stand_in_id: int, neighbourhood: Neighbourhood, role: Role) -> bool:
    """Say whether somebody may be lent this role here; who may for one neighbourhood may not for another."""
    one = select(Person.id).where(Person.id == stand_in_id, Person.active, _able(neighbourhood, role))
    return db.session.scalar(one) is not None


def _able(neighbourhood: Neighbourhood, role: Role) -> ColumnElement[bool]:
    """Return who may be lent a role in a neighbourhood, about people."""
    if role is Role.ADVISER:
        return Person.id.in_(select(PlatformRole.person_id).where(PlatformRole.role == Role.ADVISER))
    team = select(TeamMember.person_id).where(
        TeamMember.neighbourhood_id == neighbourhood.id, TeamMember.role.in_(NEAR), TeamMember.until.is_(None)
    )
    fellows = select(Neighbourhood.director_id).where(
        Neighbourhood.ggd_id == neighbourhood.ggd_id, Neighbourhood.director_id.is_not(None)
    )
    return or_(Person.id.in_(team), Person.id.in_(fellows))


def absence_between(person: Person, first: date, last: date) -> Absence | None:
    """Return an absence of somebody that falls in these days."""
    return db.session.scalars(_within(first, last).where(Absence.person_id == person.id)).first()


def standing_in_between(person: Person, first: date, last: date) -> Absence | None:
    """Return an absence in these days for which somebody stands in."""
    return db.session.scalars(_within(first, last).where(Absence.stand_in_id == person.id)).first()


def absences_of(person: Person) -> Sequence[Absence]:
    """Return the absences of somebody that are running or to come."""
    coming = (Absence.person_id == person.id, Absence.called_off_at.is_(None), Absence.ends_on >= today())
    return db.session.scalars(
        select(Absence).where(*coming).order_by(Absence.starts_on).options(joinedload(Absence.stand_in))
    ).all()


def own_absence(uid: str, person: Person) -> Absence | None:
    """Return one absence, when it is this person's."""
    mine = (Absence.uid == uid, Absence.person_id == (person.id or 0), Absence.called_off_at.is_(None))
    both = (joinedload(Absence.person), joinedload(Absence.stand_in))
    return db.session.scalar(select(Absence).where(*mine).options(*both))


def absences_in(neighbourhood: Neighbourhood) -> Sequence[Absence]:
    """Return who of those who lead and advise a neighbourhood is away now or soon, with who stands in there."""
    who = [each for each in (neighbourhood.director_id, neighbourhood.adviser_id) if each]
    when = {"moment": now(), "today": today(), "soon": today() + SOON}
    return db.session.scalars(_told_in(), {"who": who, "here": neighbourhood.id, **when}).all()


def away_in(here: SQLColumnExpression[int]) -> Exists:
    """Say as SQL whether :func:`absences_in` finds anything in a neighbourhood, for those days."""
    leading = Absence.person_id.in_([Neighbourhood.director_id, Neighbourhood.adviser_id])
    return exists().where(leading, *_told(here)).correlate(Neighbourhood)


@cache
def _told_in() -> Select[Absence]:
    who: BindParameter[int] = bindparam("who", expanding=True)
    told = (Absence.person_id.in_(who), *_told(bindparam("here", type_=Integer)))
    both = (joinedload(Absence.person), joinedload(Absence.stand_in))
    return select(Absence).where(*told).order_by(Absence.starts_on, Absence.id).options(*both)


def _told(here: SQLColumnExpression[int]) -> tuple[ColumnElement[bool], ...]:
    """Say which absences are told ``here``: now or soon, while somebody was lent a role there."""
    days = (
        Absence.starts_on <= bindparam("soon", type_=Date),
        Absence.ends_on >= bindparam("today", type_=Date),
    )
    until = Grant.until > bindparam("moment", type_=Moment())
    lent = select(AbsenceGrant.absence_id).join(Grant).where(Grant.scope_kind == NEIGHBOURHOOD, until)
    return Absence.called_off_at.is_(None), *days, Absence.id.in_(lent.where(Grant.scope_id == here))


def addressees(neighbourhood: Neighbourhood, role: Role, *, or_coordinators: bool = True) -> Sequence[Person]:
    """Return the active people something for this role in a neighbourhood goes to now, in one statement.

    For the director or the adviser that is one person: who stands in today, or themselves. While there is no director,
    what is meant for the director goes to the adviser; while nobody of these can work, it goes to the coordinators
    (``or_coordinators``). For other roles it is everybody in the team who has it.
    """
    if role not in LEADING:
        held = and_(TeamMember.person_id == Person.id, TeamMember.until.is_(None), TeamMember.role == role)
        team = (
            select(Person).join(TeamMember, held).where(TeamMember.neighbourhood_id == neighbourhood.id, Person.active)
        )
        return db.session.scalars(team.order_by(Person.name, Person.id)).all()
    if role is Role.NEIGHBOURHOOD_DIRECTOR and neighbourhood.director_id is None:
        role = Role.ADVISER
    person_id = neighbourhood.adviser_id if role is Role.ADVISER else neighbourhood.director_id
    return _first_who_can_work(neighbourhood, person_id, LEADING[role], or_coordinators)


def leading_now(
    neighbourhoods: Sequence[Neighbourhood], *, or_coordinators: bool = True
) -> dict[int, Sequence[Person]]:
    """Return for each neighbourhood, by its id, whom something for the director goes to now, with their rights.

    The same answer as :func:`addressees`, for many at once in two statements.
    """
    by_id = {each.id: each for each in neighbourhoods}
    found = select(Grant.scope_id, Grant.person_id, Absence.person_id, Grant.role)
    lent = found.join(AbsenceGrant, AbsenceGrant.grant_id == Grant.id).join(Absence)
    days = (Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id.in_(by_id), Grant.since <= now(), Grant.until > now())
    instead: dict[tuple[int, int, Role], int] = {}
    for place, stand_in, away, role in db.session.execute(lent.where(*days)):
        instead[place, away, role] = stand_in
    wanted: dict[int, tuple[int | None, int | None]] = {}
    for each in neighbourhoods:
        vacant = each.director_id is None
        own, role = (each.adviser_id, Role.ADVISER) if vacant else (each.director_id, Role.DEPUTY_DIRECTOR)
        wanted[each.id] = (instead.get((each.id, own or 0, role)), own)
    ids = {number for pair in wanted.values() for number in pair if number}
    either = or_(Person.id.in_(ids), Person.id.in_(_coordinators()) if or_coordinators else false())
    rows = select(Person).where(Person.active, either).options(*WITH_RIGHTS).order_by(Person.id)
    people = {person.id: person for person in db.session.scalars(rows).unique()}
    coordinate = [each for each in people.values() if Role.COORDINATOR in {row.role for row in each.platform_roles}]
    last = coordinate if or_coordinators else []
    one = {place: people.get(pair[0] or 0) or people.get(pair[1] or 0) for place, pair in wanted.items()}
    return {place: [person] if person else last for place, person in one.items()}


def _first_who_can_work(
    neighbourhood: Neighbourhood, person_id: int | None, lent: Role, or_coordinators: bool
) -> Sequence[Person]:
    """Return who stands in, or else who was named, or else the coordinators."""
    asked = {"named": person_id or 0, "lent": lent, "here": neighbourhood.id, "moment": now()}
    rows = db.session.execute(_ranked(or_coordinators=or_coordinators), asked).all()
    first = [person for person, at in rows if at == rows[0][1]]
    return first if rows and rows[0][1] == 2 else first[:1]


@cache
def _ranked(*, or_coordinators: bool) -> Select[Person, int]:
    stand_in, named, moment = aliased(Grant), bindparam("named", type_=Integer), bindparam("moment", type_=Moment())
    lent_to = (
        select(stand_in.person_id)
        .join(AbsenceGrant, AbsenceGrant.grant_id == stand_in.id)
        .join(Absence, Absence.id == AbsenceGrant.absence_id)
        .where(
            Absence.person_id == named,
            stand_in.role == bindparam("lent"),
            stand_in.scope_kind == NEIGHBOURHOOD,
            stand_in.scope_id == bindparam("here"),
            stand_in.since <= moment,
            stand_in.until > moment,
        )
    )
    turn = case((Person.id.in_(lent_to), 0), (Person.id == named, 1), else_=2)
    last = Person.id.in_(_coordinators()) if or_coordinators else false()
    any_of_them = or_(Person.id.in_(lent_to), Person.id == named, last)
    return select(Person, turn).where(Person.active, any_of_them).order_by(turn, Person.id)


def _coordinators() -> Select[int]:
    return select(PlatformRole.person_id).where(PlatformRole.role == Role.COORDINATOR)


def _within(first: date, last: date) -> Select[Absence]:
    return select(Absence).where(Absence.called_off_at.is_(None), Absence.starts_on <= last, Absence.ends_on >= first)
