"""Only spaces are no text: the form says so, and nothing is kept."""

import pytest

from lms.accounts.commands.people import invite
from lms.accounts.enums import Role
from lms.accounts.models import AccessRequest, Person
from lms.kernel.db import db
from tests.accounts.test_passkeys import makes
from tests.factories.authenticator import Phone
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

ASKING = {
    "name": "Naima Post",
    "email": "naima@example.org",
    "organisation": "Welzijn Havenbuurt",
    "reason": "Ik wil meedoen.",
}


@pytest.mark.parametrize("field", ["name", "organisation", "reason"])
def test_asking_for_access(browser, field):
    page = browser.submit("/toegang-vragen", expect=422, **{**ASKING, field: "  \t "})

    assert "Vul dit in." in page.text
    assert db.session.query(AccessRequest).count() == 0


def test_the_name_of_who_is_invited(browser):
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    page = browser.submit(
        "/beheer/mensen/uitnodigen", expect=422, name="   ", email="n@example.org", role="adviser", language="nl"
    )

    assert "Vul dit in." in page.text
    assert db.session.query(Person).filter_by(email="n@example.org").count() == 0


def test_the_name_of_who_comes_in(browser):
    person = invite(name="Naima Post", email="naima@example.org", by="cli", origin="cli")
    db.session.commit()

    page = browser.submit(link_in(mails_about("accounts.invitation")[-1]), expect=422, name="   ", password="")

    assert "Vul dit in." in page.text
    assert person.accepted_at is None


def test_the_name_of_a_passkey(browser):
    browser.sign_in(a_person())

    page = makes(browser, Phone(), name="   ", expect=422)

    assert "Vul dit in." in page.text
