"""Who is with a neighbourhood now."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import ScalarSelect, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import WITH_RIGHTS
from lms.accounts.slots import Place
from lms.kernel.db import db
from lms.organisations.models import Affiliation, Organisation
from lms.programme.models import FROM_THE_NEIGHBOURHOOD, TEAM_ROLES, Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD, known_to, roles_to_give
from lms.programme.queries.neighbourhoods import WITH_HEAD


class InTeam(NamedTuple):
    """A member with where they work (empty when we do not know) and since when they are in the team, in any role."""

    member: TeamMember
    organisation: str
    joined_at: datetime


def team_of(neighbourhood: Neighbourhood) -> list[InTeam]:
    """Return the team in the order of roles and then of names, in one statement."""
    rows = db.session.execute(_members(), {"here": neighbourhood.id})
    found = [InTeam(member, where or "", joined) for member, where, joined in rows]
    return sorted(found, key=lambda each: (TEAM_ROLES.index(each.member.role), each.member.person.name))


def joined_at(member: TeamMember) -> datetime:
    """Return since when a member is in this team, in whatever roles."""
    return db.session.execute(select(_joined_at()).where(TeamMember.id == member.id)).scalar_one()


def lacks_the_neighbourhood(team: Sequence[InTeam]) -> bool:
    """Return whether nobody of the neighbourhood itself takes part (W-4)."""
    return not any(each.member.role in FROM_THE_NEIGHBOURHOOD for each in team)


def open_membership(
    neighbourhood: Neighbourhood, person: Person | None = None, *, role: Role | None = None
) -> TeamMember | None:
    """Return the open membership of a person, or in a role that one person holds, with all their rights."""
    statement = (
        select(TeamMember)
        .where(TeamMember.neighbourhood_id == neighbourhood.id, TeamMember.until.is_(None))
        .options(
            joinedload(TeamMember.grant),
            joinedload(TeamMember.neighbourhood),
            joinedload(TeamMember.person).options(*WITH_RIGHTS),
        )
    )
    if person is not None:
        statement = statement.where(TeamMember.person_id == person.id)
    if role is not None:
        statement = statement.where(TeamMember.role == role)
    return db.session.execute(statement).unique().scalar_one_or_none()


def member_at(slug: str, uid: str, actor: Actor) -> TeamMember | None:
    """Return an open membership in a neighbourhood somebody may know of, with everything a page about it shows."""
    statement = (
        select(TeamMember)
        .join(TeamMember.neighbourhood)
        .where(Neighbourhood.slug == slug, TeamMember.uid == uid, TeamMember.until.is_(None), known_to(actor))
        .options(
            contains_eager(TeamMember.neighbourhood).options(*WITH_HEAD),
            joinedload(TeamMember.person).options(*WITH_RIGHTS),
            joinedload(TeamMember.grant),
        )
    )
    return db.session.execute(statement).unique().scalar_one_or_none()


def gives_in_team(actor: Actor, place: Place) -> bool:
    """Say for the invitations of accounts whether an actor may give a role in a neighbourhood."""
    role, kind, number = place
    neighbourhood = db.session.get(Neighbourhood, number) if kind == NEIGHBOURHOOD else None
    return neighbourhood is not None and role in roles_to_give(actor, neighbourhood)


@cache
def _members() -> Select[TeamMember, str | None, datetime]:
    works = and_(Affiliation.person_id == TeamMember.person_id, Affiliation.until.is_(None))
    return (
        select(TeamMember, Organisation.name, _joined_at())
        .join(TeamMember.person)
        .outerjoin(Affiliation, works)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(TeamMember.neighbourhood_id == bindparam("here"), TeamMember.until.is_(None))
        .options(contains_eager(TeamMember.person))
    )


def _joined_at() -> ScalarSelect[datetime]:
    """Return when the present stay of a member began: the last membership that did not take over from one before."""
    each, before = aliased(TeamMember), aliased(TeamMember)
    went_on = exists().where(
        before.neighbourhood_id == each.neighbourhood_id,
        before.person_id == each.person_id,
        before.until == each.since,
        before.id < each.id,
    )
    same = (each.neighbourhood_id == TeamMember.neighbourhood_id, each.person_id == TeamMember.person_id)
    return select(func.max(each.since)).where(*same, ~went_on).correlate(TeamMember).scalar_subquery()
