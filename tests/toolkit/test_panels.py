"""What readers get of the toolkit elsewhere: in the menu, at a step, on the start page and on the front page."""

import re

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.programme.enums import StepStatus
from lms.toolkit.commands.withdrawing import withdraw
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved, the_programme
from tests.factories.toolkit import an_item, steps_of

MENU = '<a href="/toolkit"'


@pytest.fixture
def shelf(database):
    the_programme()
    for slug, least in (("lang", 90), ("kort", 15), ("midden", 30), ("langst", 200)):
        an_item(slug, title=slug.title(), steps=("team",), minutes=(least, least), working_steps=steps_of(least, least))
    an_item("elders", title="Elders", steps=("doen",))
    withdraw(an_item("weg", title="Weg ermee", steps=("team",)), "Klaar.", by=None, origin="test")
    db.session.commit()


def test_a_step_of_the_card_shows_its_methods_the_shortest_first(browser, shelf):
    page = browser.open("/actiekaart/team")

    places = [page.index(f'href="/toolkit/{slug}"') for slug in ("kort", "midden", "lang", "langst")]
    assert places == sorted(places)
    assert "Elders" not in page
    assert "Weg ermee" not in page
    assert 'href="/toolkit?stap=team"' in page


def test_a_step_without_methods_says_nothing_of_them(browser, shelf):
    assert "Werkvormen bij deze stap" not in browser.open("/actiekaart/starten")


def test_a_director_is_offered_a_few_that_fit_the_step_they_are_at(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    director = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    a_step_moved(place, "team", StepStatus.IN_PROGRESS)
    browser.sign_in(director)

    page = browser.open("/")

    assert "Dit past bij stap 2" in page
    assert [slug for slug in ("kort", "midden", "lang", "langst") if f"/toolkit/{slug}" in page] == [
        "kort",
        "midden",
        "lang",
    ]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.SOCIAL_WORKER, "/"),
        (Role.SOCIAL_WORKER, "/wijken/oosterveld"),
        (Role.NEIGHBOURHOOD_DIRECTOR, "/wijken/oosterveld"),
        (Role.COORDINATOR, "/wijken/oosterveld"),
    ],
)
def test_who_is_with_a_neighbourhood_is_offered_what_fits_where_it_is(browser, shelf, role, path):
    place = a_neighbourhood("Oosterveld")
    a_step_moved(place, "team", StepStatus.IN_PROGRESS)
    browser.sign_in(a_person(role) if role is Role.COORDINATOR else a_member(place, role, name="Dennis Kool"))

    page = browser.open(path)

    assert page.count("Dit past bij stap 2") == 1
    assert "/toolkit/kort" in page


def test_an_adviser_finds_what_fits_on_the_page_of_the_neighbourhood(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    a_step_moved(place, "team", StepStatus.IN_PROGRESS)
    browser.sign_in(person_by_id(place.adviser_id))

    assert "Dit past bij stap 2" in browser.open("/wijken/oosterveld")


def test_everybody_finds_the_toolkit_in_the_menu_but_who_has_three_words(browser, shelf):
    assert MENU in browser.open("/help")
    place = a_neighbourhood("Oosterveld")
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))
    assert MENU not in browser.open("/help")
    browser.sign_in(a_person(Role.RESEARCHER))
    assert MENU in browser.open("/help")


def test_the_front_page_offers_the_newest_three(browser, shelf):
    page = browser.open("/")

    assert page.count('href="/toolkit/') == 3
    assert "/toolkit/elders" in page
    assert "/toolkit/weg" not in page


def test_the_page_of_a_step_of_a_neighbourhood_offers_three_methods_and_leads_to_all(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    browser.sign_in(a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"))

    page = browser.open("/wijken/oosterveld/stappen/team")

    assert [slug for slug in ("kort", "midden", "lang", "langst", "weg") if f'href="/toolkit/{slug}"' in page] == [
        "kort",
        "midden",
        "lang",
    ]
    assert re.search(r'href="/toolkit\?stap=team"[^>]*>\s*Alle werkvormen bij deze stap', page)


def test_the_page_of_a_step_without_methods_says_nothing_of_them(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    browser.sign_in(a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"))

    assert "erkvormen bij deze stap" not in browser.open("/wijken/oosterveld/stappen/starten")


def test_a_key_person_finds_methods_for_the_step_of_the_neighbourhood_on_the_start_page(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    a_step_moved(place, "team", StepStatus.IN_PROGRESS)
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    page = browser.open("/")

    assert "Dit past bij stap 2" in page
    assert 'href="/toolkit/kort"' in page


def test_a_key_person_finds_the_toolkit_also_when_nothing_fits(browser, shelf):
    place = a_neighbourhood("Oosterveld")
    a_step_moved(place, "starten", StepStatus.IN_PROGRESS)
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    assert 'href="/toolkit"' in browser.open("/")


def test_a_facilitator_is_offered_methods_on_the_start_page(browser, shelf):
    browser.sign_in(a_person(Role.CIRCLE_FACILITATOR))

    page = browser.open("/")

    assert page.count('href="/toolkit/') == 3
    assert "/toolkit/elders" in page
