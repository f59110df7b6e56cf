"""Twenty clicks at the same moment make exactly one certificate; the database decides."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models.certificates import Certificate
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.training import a_module, a_package, a_part, sync
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
CLICKS = 20
PAGE = "/modules/wat-doet-roken"


@pytest.fixture
def tabs(app):
    a_module(a_part("wdr-1"))
    person = a_person(Role.SOCIAL_WORKER)
    return [Browser(app).sign_in(person) for _ in range(CLICKS)]


def serials():
    return db.session.scalars(select(Certificate.serial).order_by(Certificate.serial)).all()


def test_the_last_step_taken_in_twenty_tabs_gives_one(tabs):
    found = at_once(*((tab, f"{PAGE}/delen/wdr-1/1", {"do": "next"}) for tab in tabs))

    assert {response.status_code for response in found} == {303}
    assert serials() == [1]


def test_a_certificate_of_a_new_version_asked_in_twenty_tabs_is_one(tabs):
    tabs[0].submit(f"{PAGE}/delen/wdr-1/1", do="next")
    sync(a_package(a_part("wdr-1", "Nieuwe tekst.\n"), version="2.0", reason="Nieuwe tekst."))
    tabs[0].submit(f"{PAGE}/delen/wdr-1/2", do="next")

    found = at_once(*((tab, f"{PAGE}/bewijs", {}) for tab in tabs))

    assert {(response.status_code, response.headers["Location"]) for response in found} == {
        (303, found[0].headers["Location"])
    }
    assert serials() == [1, 2]
