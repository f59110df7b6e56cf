"""Who keeps the toolkit in the tests."""

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from tests.factories.people import a_person
from tests.factories.programme import the_programme


@pytest.fixture
def editor(database):
    return a_person(Role.EDITOR, name="Lotte Brink")


@pytest.fixture
def desk(browser, editor):
    the_programme()
    return browser.sign_in(editor)


@pytest.fixture
def lotte(database):
    the_programme()
    return person_by_uid(a_person(Role.EDITOR, name="Lotte Brink").uid)
