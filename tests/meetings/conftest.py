"""A neighbourhood with a director and one more, and a team that is asked for a date."""

import pytest

from lms.accounts.enums import Role
from tests.factories.polls import GUEST, a_poll, a_team
from tests.factories.programme import a_member, a_neighbourhood


@pytest.fixture
def here(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(here):
    return a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


@pytest.fixture
def fatma(here):
    return a_member(here, Role.KEY_PERSON, name="Fatma Yildiz")


@pytest.fixture
def team(app, database):
    """A neighbourhood, its director, and two people of its team."""
    return a_team("Bas Jansen", "Fatma Aydin")


@pytest.fixture
def poll(team):
    """A poll in which the director asks both, and a guest."""
    here, director, people = team
    return a_poll(here, director, people, [GUEST])
