"""Only spaces are no text: the form says so, and nothing is kept."""

import pytest

from lms.accounts import forms
from lms.accounts.commands.people import invite
from lms.accounts.enums import Role
from lms.accounts.models import AccessRequest, Person
from lms.kernel.db import db
from lms.ui.forms import EMPTY, BaseForm
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


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("name", "Je naam: Vul je naam in, zoals Samira Bennani."),
        ("email", "E-mailadres: Vul je e-mailadres in, zoals naam@gemeente.nl."),
        ("organisation", "Organisatie of wijk: Vul in waar je werkt of welke wijk je kent, zoals "),
        ("reason", "Waarom wil je meedoen? Schrijf in een of twee zinnen waarom, zoals: "),
    ],
)
def test_asking_for_access(browser, field, says):
    page = browser.submit("/toegang-vragen", expect=422, **{**ASKING, field: "  \t "})

    assert says in page.text
    assert db.session.query(AccessRequest).count() == 0


def test_the_name_of_who_is_invited(browser):
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    page = browser.submit(
        "/beheer/mensen/uitnodigen", expect=422, name="   ", email="n@example.org", role="adviser", language="nl"
    )

    assert "Vul de naam in van wie je uitnodigt, zoals Samira Bennani." in page.text
    assert db.session.query(Person).filter_by(email="n@example.org").count() == 0


def test_the_name_of_who_comes_in(browser):
    person = invite(name="Naima Post", email="naima@example.org", by="cli", origin="cli")
    db.session.commit()

    page = browser.submit(link_in(mails_about("accounts.invitation")[-1]), expect=422, name="   ", password="")

    assert "Vul je naam in, zoals Samira Bennani." in page.text
    assert person.accepted_at is None


def test_the_name_of_a_passkey(browser):
    browser.sign_in(a_person())

    page = makes(browser, Phone(), name="   ", expect=422)

    assert "Geef dit apparaat een naam, zoals: mijn telefoon." in page.text


def all_forms():
    return [kind for kind in vars(forms).values() if isinstance(kind, type) and issubclass(kind, BaseForm)]


@pytest.mark.parametrize("kind", all_forms(), ids=lambda kind: kind.__name__)
def test_every_field_that_must_be_filled_has_a_sentence_of_its_own(app, kind):
    with app.test_request_context("/"):
        form = kind(formdata=None)
        bare = [field.short_name for field in form if field.flags.required and field.gettext(EMPTY) == "Vul dit in."]

    assert bare == []


def test_a_telephone_number_in_a_request_is_asked_about_before_it_is_kept(browser):
    talks = {**ASKING, "reason": "Bel mevrouw De Wit op 06 12345678."}

    page = browser.submit("/toegang-vragen", expect=422, **talks).text
    before = db.session.query(AccessRequest).count()
    browser.submit("/toegang-vragen", **talks, sure="1")

    assert [text for text in ("Staat hier een telefoonnummer?", 'name="sure"', "Bel mevrouw") if text not in page] == []
    assert (before, db.session.query(AccessRequest).count()) == (0, 1)
