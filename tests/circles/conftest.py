"""A circle with a facilitator and participants."""

import pytest

from tests.factories.circles import a_circle, a_facilitator, in_circle
from tests.factories.programme import a_neighbourhood


@pytest.fixture
def circle(database):
    return a_circle("Leerkring Noord")


@pytest.fixture
def ilse(circle):
    return a_facilitator(circle)


@pytest.fixture
def place(circle):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(circle, place):
    return in_circle(circle, name="Samira Bennani", place=place)


@pytest.fixture
def peter(circle):
    return in_circle(circle, name="Peter de Groot")
