"""W-3 when the account of the fixed adviser closes: questions reach somebody, and whoever can mend it is told."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import deactivate, reactivate
from lms.accounts.commands.personal_data import NO_NAME, erase_person
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.admin import set_state
from lms.programme.commands.advisers import LEFT_YOU, name_adviser
from lms.programme.commands.feedback import GIVEN, give_feedback
from lms.programme.enums import Fit, NeighbourhoodState
from lms.programme.models import Neighbourhood
from lms.programme.queries.absences import addressees, leading_now
from lms.programme.queries.advisers import neighbourhoods_without_adviser
from tests.factories.agreements import an_agreement
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again

DIRECTOR, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.SOCIAL_WORKER
GONE = "Deze wijk heeft nu geen adviseur."


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def joost(wijk):
    return person_by_id(wijk.adviser_id)


@pytest.fixture
def hanneke(database):
    return a_person(Role.COORDINATOR, name="Hanneke Vos")


def close(person):
    deactivate(again(person), by="cli", origin="test")
    db.session.commit()


def notices(person, cause):
    return db.session.scalars(select(Notice.text).filter_by(person_id=person.id, cause=cause)).all()


def test_what_is_meant_for_the_adviser_goes_to_the_coordinators(wijk, joost, hanneke):
    second = a_person(Role.COORDINATOR)
    a_person(Role.COORDINATOR, active=False)

    close(joost)

    assert addressees(wijk, Role.ADVISER) == addressees(wijk, DIRECTOR) == [hanneke, second]
    assert leading_now([wijk]) == {wijk.id: [hanneke, second]}


def test_who_stands_in_goes_before_the_coordinators(wijk, joost, hanneke):
    ria = a_person(Role.ADVISER, name="Ria Smit")
    plan_absence(again(joost), again(ria), today(), today(), by=joost, origin="test")

    close(joost)

    assert addressees(wijk, Role.ADVISER) == [ria]
    assert leading_now([wijk]) == {wijk.id: [ria]}


def test_what_people_say_of_a_step_reaches_who_stands_in(wijk, joost):
    ria, teun = a_person(Role.ADVISER, name="Ria Smit"), a_member(wijk, WORKER)
    plan_absence(again(joost), again(ria), today(), today(), by=joost, origin="test")
    close(joost)

    give_feedback(wijk, "team", Fit.NO, "Dit past niet.", by=teun)

    assert len(notices(ria, GIVEN)) == 1


@pytest.mark.parametrize("many", [1, 45])
def test_asking_costs_the_same_for_one_and_for_many(wijk, joost, hanneke, statements, many):
    for number in range(1, many):
        a_neighbourhood(f"Wijk {number}", tranche=2, adviser=again(joost))
    close(joost)
    places = db.session.scalars(select(Neighbourhood)).all()

    with statements(2):
        leading = leading_now(places)

    assert set(map(tuple, leading.values())) == {(hanneke,)}


def test_the_coordinators_get_one_notice_about_all_neighbourhoods_and_without_a_name(wijk, joost, hanneke):
    for name in ("Havenbuurt", "Molenhoek"):
        a_neighbourhood(name, adviser=again(joost))
    a_neighbourhood("Klaar", adviser=again(joost), state=NeighbourhoodState.FINISHED)

    close(joost)

    told = "Geen adviseur meer: Havenbuurt, Molenhoek, Oosterveld. Het account is gesloten. Kies iemand anders"
    assert notices(hanneke, "adviser.left") == [told]


def test_many_neighbourhoods_are_counted_in_the_notice(wijk, joost, hanneke):
    for number in range(7):
        a_neighbourhood(f"Wijk {number}", adviser=again(joost))

    close(joost)

    (told,) = notices(hanneke, "adviser.left")
    assert "Oosterveld, Wijk 0, Wijk 1, Wijk 2, Wijk 3 en nog 3." in told


def test_closing_twice_tells_twice_and_opening_puts_all_back(wijk, joost, hanneke):
    close(joost)
    reactivate(again(joost), by="cli", origin="test")
    db.session.commit()

    assert (addressees(wijk, Role.ADVISER), neighbourhoods_without_adviser()) == ([joost], [])
    close(joost)
    assert len(notices(hanneke, "adviser.left")) == 2


def test_somebody_else_who_closes_tells_nobody(wijk, hanneke):
    close(a_person(Role.ADVISER))

    assert notices(hanneke, "adviser.left") == []


def test_predicate_and_filter_agree(wijk, joost):
    states = list(NeighbourhoodState)
    for number, state in enumerate(states):
        a_neighbourhood(f"Open {number}", state=state)
        a_neighbourhood(f"Dicht {number}", state=state, adviser=again(joost))
    without = a_neighbourhood("Zonder", state=NeighbourhoodState.RECRUITED)
    without.adviser_id = None
    close(joost)

    places = db.session.scalars(select(Neighbourhood)).all()
    people = {each.id: person_by_id(each.adviser_id) for each in places if each.adviser_id}  # so that each is at hand

    assert {each.id for each in places if each.lost_adviser} == {each.id for each in neighbourhoods_without_adviser()}
    assert {each.id for each in places if each.adviser_at_work} == {
        number for number, person in people.items() if person.active
    }


PAGES = {
    "/wijken/oosterveld": GONE,
    "/wijken/oosterveld/team": GONE,
    "/wijken/oosterveld/overdracht": "nu geen adviseur",
    "/wijken/oosterveld/blad": "nu geen adviseur",
    "/beheer/wijken": "nu geen adviseur",
    "/beheer/wijken/oosterveld": GONE,
    "/beheer/wijken/oosterveld/adviseur": GONE,
}


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_there_is_no_adviser_now_and_not_who_it_was(browser, wijk, joost, hanneke, page):
    close(joost)

    text = browser.sign_in(hanneke).open(page)

    assert PAGES[page] in text
    assert ("Joost Vermaat" in text) == (page == "/beheer/wijken/oosterveld/adviseur")  # which keeps the history


@pytest.mark.parametrize("page", ["/", *PAGES])
def test_after_erasure_the_name_is_nowhere(browser, wijk, joost, hanneke, page):
    erase_person(again(joost), by="cli", origin="test")
    db.session.commit()

    text = browser.sign_in(hanneke).open(page)

    assert "Joost Vermaat" not in text
    assert (NO_NAME in text) == (page == "/beheer/wijken/oosterveld/adviseur")


def test_the_director_reads_it_on_the_start_page(browser, wijk, joost):
    close(joost)

    page = browser.sign_in(a_member(wijk, DIRECTOR)).open("/")

    assert f"{GONE} De coördinator wijst iemand aan." in page
    assert "Joost Vermaat" not in page


def test_the_coordinator_finds_it_on_the_start_page_and_mends_it(browser, wijk, joost, hanneke):
    ria = a_person(Role.ADVISER, name="Ria Smit")
    close(joost)
    start = browser.sign_in(hanneke).open("/")
    browser.submit("/beheer/wijken/oosterveld/adviseur", person=ria.uid)

    after = browser.open("/")

    told = ("Dit heeft nu aandacht nodig", "Het account van de adviseur is gesloten.")
    assert [(word in start, word in after) for word in told] == [(True, False)] * 2
    assert 'href="/beheer/wijken/oosterveld/adviseur"' in start
    assert GONE not in browser.open("/wijken/oosterveld")


def test_another_adviser_takes_over_after_erasure_too(wijk, joost, hanneke):
    erase_person(again(joost), by="cli", origin="test")
    ria = a_person(Role.ADVISER, name="Ria Smit")

    name_adviser(wijk, ria, by=hanneke, origin="test")

    assert (addressees(wijk, Role.ADVISER), neighbourhoods_without_adviser()) == ([ria], [])


def test_a_neighbourhood_does_not_start_under_a_closed_account(joost, hanneke):
    here = a_neighbourhood("Havenbuurt", state=NeighbourhoodState.AGREED, adviser=again(joost))
    an_agreement(here)
    close(joost)

    with pytest.raises(Refusal, match="nu geen vaste adviseur"):
        set_state(here, NeighbourhoodState.STARTED, by=again(hanneke), origin="test")


@pytest.fixture
def kees(database):
    return a_person(Role.ADMINISTRATOR, name="Kees Admiraal")


def test_before_closing_the_administrator_reads_which_neighbourhoods_lose_their_adviser(
    browser, wijk, joost, kees, hanneke
):
    a_neighbourhood("Havenbuurt", adviser=again(joost))
    a_neighbourhood("Klaar", adviser=again(joost), state=NeighbourhoodState.FINISHED)
    own = f"/beheer/mensen/{joost.uid}"
    browser.sign_in(kees)

    offered, asked = browser.open(own), browser.open(f"{own}/sluiten")
    unseen = browser.submit(f"{own}/sluiten")

    assert (f'href="{own}/sluiten"' in offered, f'action="{own}/sluiten"' in offered) == (True, False)
    assert re.findall(r"<li>(Havenbuurt|Klaar|Oosterveld)</li>", asked) == ["Havenbuurt", "Oosterveld"]
    assert "Deze wijken hebben dan geen adviseur. Vragen gaan naar de coördinatoren" in asked
    assert (unseen.headers["Location"], again(joost).active) == (f"{own}/sluiten", True)
    browser.submit(f"{own}/sluiten", gezien="1")
    browser.submit(f"{own}/sluiten", gezien="1")
    assert (again(joost).active, len(notices(hanneke, "adviser.left"))) == (False, 1)


def test_what_somebody_leads_and_stands_in_for_hangs_on_them_too(browser, wijk, joost, kees):
    samira = a_member(wijk, DIRECTOR)
    ria = a_person(Role.ADVISER, name="Ria Smit")
    plan_absence(again(joost), again(ria), today(), today(), by=joost, origin="test")
    db.session.commit()
    browser.sign_in(kees)

    pages = {each: browser.open(f"/beheer/mensen/{each.uid}/sluiten") for each in (samira, ria, joost)}

    assert "Deze wijk heeft dan geen wijkregisseur. Vragen gaan naar de adviseur." in pages[samira]
    assert "Dat stopt meteen. Wie weg is, krijgt bericht." in pages[ria]
    assert "Vragen gaan naar wie waarneemt, zolang dat is afgesproken." in pages[joost]


def test_who_misses_nobody_by_their_going_is_closed_in_one_step(browser, wijk, kees):
    teun = a_member(wijk, WORKER)

    page = browser.sign_in(kees).open(f"/beheer/mensen/{teun.uid}")
    browser.submit(f"/beheer/mensen/{teun.uid}/sluiten")

    assert f'action="/beheer/mensen/{teun.uid}/sluiten"' in page
    assert not again(teun).active


def test_the_page_of_a_person_names_the_place_of_each_role(browser, wijk, joost, kees):
    a_neighbourhood("Havenbuurt", adviser=again(joost))

    page = browser.sign_in(kees).open(f"/beheer/mensen/{joost.uid}")

    assert re.findall(r"<li>(Adviseur in \w+), sinds", page) == ["Adviseur in Oosterveld", "Adviseur in Havenbuurt"]


@pytest.mark.parametrize("stood_in", [False, True])
def test_who_leads_is_told_that_the_adviser_is_gone_and_who_answers(wijk, joost, hanneke, stood_in):
    samira = a_member(wijk, DIRECTOR)
    if stood_in:
        plan_absence(again(joost), a_person(Role.ADVISER), today(), today(), by=joost, origin="test")

    close(joost)

    (told,) = notices(samira, LEFT_YOU)
    who = "De adviseur van Oosterveld is gestopt. Je vragen gaan naar wie waarneemt"
    nobody = "Oosterveld heeft nu geen adviseur. Je vragen gaan naar de coördinator"
    assert told.startswith(who if stood_in else nobody)
    assert "Joost" not in told
