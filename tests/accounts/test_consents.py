"""People choose themselves what their own neighbourhoods see, take it back at once, and see what they chose."""

import pytest
from sqlalchemy import select

from lms.accounts.commands.consents import be_reachable
from lms.accounts.models import Consent
from lms.accounts.queries.people import person_by_uid
from lms.kernel import audit
from lms.kernel.db import db
from tests.factories.people import a_person

REACH = {"phone": "06 1234 5678", "works_on": "ma en di", "agree": "1"}


@pytest.fixture
def dennis(database):
    return a_person(name="Dennis Kool")


def kept(person):
    db.session.expire_all()
    again = person_by_uid(person.uid)
    rows = db.session.scalars(select(Consent).where(Consent.person_id == again.id).order_by(Consent.id))
    return again.phone, again.works_on, [(row.purpose, row.withdrawn_at is None) for row in rows]


def test_a_number_is_shown_with_consent_per_field(browser, dennis):
    browser.sign_in(dennis).submit("/account/bereikbaar", **REACH)

    assert kept(dennis) == ("06 1234 5678", "ma en di", [("phone", True), ("works_on", True)])
    assert "06 1234 5678" in browser.open("/account")
    assert "mag te zien zijn sinds" in browser.open("/account/bereikbaar")


def test_without_the_tick_nothing_is_kept(browser, dennis):
    page = browser.sign_in(dennis).submit("/account/bereikbaar", expect=422, phone="06 1234 5678")

    assert "Zet een vinkje als anderen dit mogen zien." in page.text
    assert 'value="06 1234 5678"' in page.text
    assert kept(dennis) == ("", "", [])


def test_taking_it_back_works_at_once_and_stays_as_history(browser, dennis):
    browser.sign_in(dennis).submit("/account/bereikbaar", **REACH)
    browser.submit("/account/bereikbaar/stoppen")

    assert kept(dennis) == ("", "", [("phone", False), ("works_on", False)])
    page = browser.open("/account/bereikbaar")
    assert "mocht te zien zijn van" in page
    assert "Haal mijn gegevens weg" not in page


def test_one_field_can_be_taken_back_alone(browser, dennis):
    browser.sign_in(dennis).submit("/account/bereikbaar", **REACH)
    browser.submit("/account/bereikbaar", phone="", works_on="ma en di", agree="1")

    assert kept(dennis) == ("", "ma en di", [("phone", False), ("works_on", True)])


def test_saving_the_same_twice_is_one_consent(browser, dennis):
    browser.sign_in(dennis).submit("/account/bereikbaar", **REACH)
    browser.submit("/account/bereikbaar", **REACH)

    assert len(kept(dennis)[2]) == 2


@pytest.mark.parametrize("number", ["bel me maar", "12", "06-12345678<script>"])
def test_what_is_no_telephone_number_is_refused(browser, dennis, number):
    page = browser.sign_in(dennis).submit("/account/bereikbaar", expect=422, phone=number, agree="1")

    assert "Dit is geen telefoonnummer." in page.text


def test_giving_and_withdrawing_stand_in_the_log(browser, dennis):
    browser.sign_in(dennis).submit("/account/bereikbaar", **REACH)
    browser.submit("/account/bereikbaar/stoppen")

    actions = [line.action for line in audit.entries(object=f"person/{dennis.uid}")][::-1]
    assert actions == ["consent.give.phone", "consent.give.works_on"] + [
        "consent.withdraw.phone",
        "consent.withdraw.works_on",
    ]


def test_blanks_are_no_number_and_no_consent(dennis):
    be_reachable(dennis, phone="   ", works_on="\u00a0", wording="Ja", origin="test")

    assert kept(dennis) == ("", "", [])
