"""Help nearby: public, looked at by who leads, and silent about people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.audit import entries
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.search import search
from lms.organisations.models import Organisation
from lms.programme.commands.admin import change_neighbourhood
from lms.programme.commands.help_offers import HelpFacts, add_help, remove_help
from lms.programme.models import HelpOffer, Tranche
from lms.programme.queries.help_offers import help_to_check
from tests.factories.programme import a_member, a_neighbourhood

FACTS = {
    "name": "Stopcoach in De Wending",
    "where": "Zaal 2, maandag",
    "phone": "010 123 45 67",
    "website": "stopcoach.example.org",
}


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Kanarie Bennani")


def an_offer(place, *, days=0, **facts):
    offer = HelpOffer(neighbourhood_id=place.id, checked_on=today() - timedelta(days=days), **{**FACTS, **facts})
    db.session.add(offer)
    db.session.commit()
    return offer


def address(place, *more):
    return "/".join(["/wijken", place.slug, "hulp", *more])


def test_who_leads_adds_help_that_every_visitor_reads_and_finds(browser, place, director):
    browser.sign_in(director)
    assert "Voeg hulp toe" in browser.open(address(place))
    browser.submit(address(place, "nieuw"), **FACTS)
    browser.client.delete_cookie(browser.client.application.config["SESSION_COOKIE_NAME"])

    page = browser.open(address(place))

    assert 'href="tel:0101234567"' in page
    assert 'href="https://stopcoach.example.org"' in page
    assert "Nagekeken op" in page
    assert "Kanarie" not in page
    assert "Klopt nog" not in page
    found = search("stopcoach", scopes=["public"]).found
    assert [each.title for each in found] == ["Stopcoach in De Wending"]


def test_a_visitor_keeps_the_page_until_something_changes(browser, place):
    offer = an_offer(place)
    first = browser.client.get(address(place))
    again = {"If-None-Match": first.headers["ETag"]}

    same = browser.client.get(address(place), headers=again).status_code
    offer.phone = "020 123 45 67"
    db.session.commit()

    assert (same, browser.client.get(address(place), headers=again).status_code) == (304, 200)


def test_one_tap_says_that_it_still_holds(browser, place, director):
    offer = an_offer(place, days=200)
    browser.sign_in(director)
    assert help_to_check([place.id]) == {place.id: 1}
    assert "Kijk dit na" in browser.open(address(place))

    browser.submit(address(place, offer.uid, "klopt"))

    assert "Kijk dit na" not in browser.open(address(place))
    assert help_to_check([place.id]) == {}


def test_visitors_see_the_date_and_no_mark(browser, place):
    an_offer(place, days=200)

    page = browser.open(address(place))

    assert "Kijk dit na" not in page
    assert "Nagekeken op" in page


def test_what_is_taken_away_can_be_put_back(browser, place, director):
    offer = an_offer(place)
    browser.sign_in(director)

    browser.submit(address(place, offer.uid, "weg"))
    assert "Net weggehaald" in browser.open(address(place))
    browser.submit(address(place, offer.uid, "terug"))

    assert "Net weggehaald" not in browser.open(address(place))
    assert [line.action for line in entries(object=f"help/{offer.uid}")] == ["help.put-back", "help.remove"]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("name", "", "Vul in wie er helpt."),
        ("phone", "bel maar", "Dit is geen telefoonnummer."),
        ("website", "javascript:alert(1)", "Dit is geen webadres."),
    ],
)
def test_what_visitors_could_not_use_is_refused(browser, place, director, name, typed, said):
    page = browser.sign_in(director).submit(address(place, "nieuw"), 422, **{**FACTS, name: typed}).text

    assert said in page
    assert db.session.scalars(select(HelpOffer)).all() == []


def test_only_who_leads_here_keeps_the_help(browser, place):
    offer = an_offer(place)
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER))
    browser.submit(address(place, offer.uid, "weg"), 403)
    browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), Role.NEIGHBOURHOOD_DIRECTOR))

    browser.submit(address(place, "nieuw"), 404, **FACTS)
    browser.submit(address(place, offer.uid), 403, **FACTS)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_much_help_there_is(browser, place, statements, many):
    for number in range(many):
        an_offer(place, name=f"Hulp {number}")

    with statements(2):
        browser.open(address(place))


def test_help_is_found_by_the_new_name_of_its_neighbourhood_and_no_longer_by_the_old(place, director):
    kept, gone = (add_help(place, HelpFacts(name=name), by=director, origin="test") for name in ("Huisarts", "Inloop"))
    remove_help(gone, by=director, origin="test")

    change_neighbourhood(
        place,
        name="Havenbuurt",
        kind=place.kind,
        tranche=db.session.get(Tranche, place.tranche_id),
        ggd=db.session.get(Organisation, place.ggd_id),
        municipality=db.session.get(Organisation, place.municipality_id),
        social_design=False,
        by=director,
        origin="test",
    )

    assert [each.key for each in search("Havenbuurt", scopes=["public"]).found] == [kept.uid]
    assert search("Oosterveld", scopes=["public"]).found == ()
