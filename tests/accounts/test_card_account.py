"""Who signs in with a printed card chooses a name and how to read; mail and passwords are not for them."""

from datetime import timedelta

import pytest
import time_machine

from lms.accounts.commands.sign_in_cards import make_card
from lms.accounts.enums import Role
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.people import a_person

WIJK = ("neighbourhood", 1)
SAID = "Jij logt in met je kaart. Daar hoort geen mail, wachtwoord of tweede stap bij."


@pytest.fixture
def fatma(database):
    person = a_person(Role.KEY_PERSON, name="Fatma", scope=WIJK)
    person.email = None
    db.session.commit()
    make_card(person, by=a_person(Role.NEIGHBOURHOOD_DIRECTOR, scope=WIJK), origin="test")
    db.session.commit()
    return person


def test_the_page_has_what_is_for_them_and_nothing_else(browser, fatma):
    page = browser.sign_in(fatma).open("/account")

    there = (
        "Je naam",
        "Lezen en luisteren",
        "Je kaart",
        "Ben je de kaart kwijt?",
        "Je gegevens",
        "Download je gegevens",
    )
    absent = ("e-mailadres", "wachtwoord", "Tweede stap", "passkey", "per mail", "Bereikbaar voor je wijk")
    assert [words for words in there if words not in page] == []
    assert [words for words in absent if words in page.partition("<main")[2].partition("</main>")[0]] == []


def test_somebody_with_an_address_keeps_it_all(browser, database):
    page = browser.sign_in(a_person(Role.KEY_PERSON, scope=WIJK)).open("/account")

    there = ("Je e-mailadres is", "Kies een nieuw wachtwoord", "Tweede stap bij het inloggen", "Dit apparaat")
    assert [words for words in there if words not in page] == []
    assert "Je kaart" not in page


@pytest.mark.parametrize(
    ("path", "post"),
    [
        ("/account/e-mailadres", False),
        ("/account/e-mailadres", True),
        ("/account/wachtwoord", False),
        ("/account/wachtwoord", True),
        ("/account/tweede-stap", False),
        ("/account/tweede-stap/app", True),
        ("/account/tweede-stap/passkeys/nieuw", False),
        ("/account/tweede-stap/passkeys/nieuw", True),
        ("/account/tweede-stap/herstelcodes", True),
        ("/account/mail", False),
        ("/account/mail", True),
    ],
)
@pytest.mark.parametrize("later", [timedelta(), timedelta(hours=2)])
def test_what_is_not_for_them_leads_back_with_a_sentence(browser, fatma, path, post, later):
    browser.sign_in(fatma)
    with time_machine.travel(now() + later):
        answer = browser.client.post(path) if post else browser.client.get(path)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
        assert SAID in browser.open("/account")


def test_who_must_show_who_they_are_is_asked_for_the_card(browser, fatma):
    browser.sign_in(fatma)
    with time_machine.travel(now() + timedelta(hours=2)):
        page = browser.open("/inloggen/bevestigen?next=/account/wissen")

    assert "Log uit, en log opnieuw in met je kaart." in page
    assert "wachtwoord" not in page.partition("<main")[2]


def test_a_card_person_takes_another_name_and_their_data(browser, fatma):
    browser.sign_in(fatma)

    named = browser.follow(browser.submit("/account/naam", **{"name-name": "Fatma Y."}))
    data = browser.submit("/account/gegevens", expect=200)

    assert "Fatma Y." in named
    assert data.json["account"]["name"] == "Fatma Y."
