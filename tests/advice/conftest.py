"""A neighbourhood with its director and adviser, and another adviser."""

import pytest

from lms.accounts.enums import Role
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood


@pytest.fixture
def joost(database):
    return a_person(Role.ADVISER, name="Joost Vermaat")


@pytest.fixture
def miriam(database):
    return a_person(Role.ADVISER, name="Miriam Post")


@pytest.fixture
def wijk(joost):
    return a_neighbourhood("Oosterveld", adviser=joost)


@pytest.fixture
def samira(wijk):
    return a_member(wijk, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
