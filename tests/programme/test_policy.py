"""Who may know of a neighbourhood, the same in Python and in SQL."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.programme.models import TEAM_ROLES, Moment, Neighbourhood
from lms.programme.policy import can_know, can_read_moment, known_to, moments_read_by
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

NOBODY = (Role.ADMINISTRATOR, Role.EDITOR, Role.NETWORK_OFFICE, Role.CIRCLE_FACILITATOR)


@pytest.fixture
def two(database):
    return a_neighbourhood("Oosterveld"), a_neighbourhood("Havenbuurt")


def known(actor):
    return set(db.session.scalars(select(Neighbourhood.name).where(known_to(actor))))


@pytest.mark.parametrize("role", TEAM_ROLES)
def test_a_team_knows_its_own_neighbourhood_and_no_other(two, role):
    member = a_member(two[0], role)

    assert known(member) == {"Oosterveld"}
    assert [can_know(member, each) for each in two] == [True, False]


def test_an_adviser_knows_the_neighbourhoods_that_are_theirs(two):
    adviser = person_by_id(two[1].adviser_id)

    assert known(adviser) == {"Havenbuurt"}
    assert [can_know(adviser, each) for each in two] == [False, True]


def test_a_ggd_manager_knows_the_neighbourhoods_of_the_own_ggd(two):
    boss = a_person(Role.GGD_MANAGER, scope=("organisation", two[0].ggd_id))

    assert known(boss) == {"Oosterveld"}
    assert [can_know(boss, each) for each in two] == [True, False]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER])
def test_coordinators_and_researchers_know_all(two, role):
    assert known(a_person(role)) == {"Oosterveld", "Havenbuurt"}


@pytest.mark.parametrize("role", NOBODY)
def test_others_know_none(two, role):
    assert known(a_person(role)) == known(Anonymous()) == set()


@pytest.mark.parametrize("role", [*TEAM_ROLES, Role.ADVISER, Role.COORDINATOR, Role.RESEARCHER, Role.ADMINISTRATOR])
def test_moments_are_read_the_same_in_python_and_in_sql(two, role):
    here, there = two
    writer = a_member(here, Role.SOCIAL_WORKER)
    reader = a_person(role) if role not in TEAM_ROLES else a_member(here, role)
    db.session.add_all(Moment(neighbourhood_id=each.id, by_id=writer.id, text="Koffie.") for each in two)
    db.session.add(Moment(neighbourhood_id=there.id, by_id=reader.id, text="Zelf."))
    db.session.commit()

    moments = db.session.scalars(select(Moment)).all()
    by_filter = set(db.session.scalars(select(Moment.id).where(moments_read_by(reader))))

    assert {moment.id for moment in moments if can_read_moment(reader, moment)} == by_filter
