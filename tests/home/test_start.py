"""The start page of each role: one next step, the own neighbourhoods, and nothing of others."""

import pytest

from lms.accounts.enums import Role
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.prompts import ask
from lms.programme.enums import PromptKind, StepStatus
from lms.programme.forms.frames import TOLD
from lms.programme.models import FrameChange
from lms.programme.models.attention import SILENT_AFTER
from lms.programme.policy import TEAM
from lms.programme.queries.prompts import subject_of
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood, a_step_moved, the_programme


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


def a_director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


def test_a_director_sees_where_the_neighbourhood_stands_what_is_next_and_who_is_with_them(browser, place):
    director = a_director(place)
    a_member(place, Role.SOCIAL_WORKER, name="Dennis Kool")
    a_step_moved(place, "team", StepStatus.IN_PROGRESS)
    browser.sign_in(director)

    page = browser.open("/")

    for words in ("Waar staan jullie?", "Doe team", "Joost Vermaat", "Dennis Kool", "Schrijf een moment op"):
        assert words in page


def test_a_team_of_professionals_alone_is_told_so_in_a_friendly_way(browser, place):
    director = a_director(place)
    a_member(place, Role.SOCIAL_WORKER)
    browser.sign_in(director)
    assert "Er doet nog geen bewoner" in browser.open("/")

    a_member(place, Role.KEY_PERSON, name="Fatma Aydin")
    assert "Er doet nog geen bewoner" not in browser.open("/")


def test_a_key_person_sees_three_tiles_a_contact_to_call_and_no_table(browser, place):
    director = a_director(place)
    director.phone = "06 00000001"
    db.session.commit()
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    page = browser.open("/")

    for words in ("Leren", "Afspraken", "Vertellen", "Bel Samira", 'href="tel:0600000001"'):
        assert words in page
    assert "<table" not in page
    assert "Actiekaart</a>" not in page


def test_the_tiles_of_a_key_person_lead_somewhere(browser, place):
    a_director(place)
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    assert "Samira Bennani" in browser.open("/agenda")
    assert browser.client.get("/leren").headers["Location"] == "/modules"
    assert browser.client.get("/vertellen").headers["Location"] == "/wijken/oosterveld/momenten/nieuw"


def test_an_adviser_sees_who_is_stuck_or_silent_first_and_why(browser, place):
    a_director(place)
    place.last_sign_at = now()
    other = a_neighbourhood("Zandwijk", adviser=_adviser_of(place))
    a_member(other, Role.NEIGHBOURHOOD_DIRECTOR, name="Teun Hofstra")
    other.last_sign_at = now() - SILENT_AFTER
    db.session.commit()
    browser.sign_in(_adviser_of(place))

    page = browser.open("/")

    assert "Geen bericht sinds" in page
    assert page.index("Zandwijk") < page.index("Oosterveld")


def test_an_adviser_without_neighbourhoods_is_told_who_decides(browser, database):
    browser.sign_in(a_person(Role.ADVISER))

    assert "Je hebt nog geen wijken." in browser.open("/")


def test_a_coordinator_sees_the_groups_with_how_many_are_in(browser, place):
    browser.sign_in(a_person(Role.COORDINATOR))

    page = browser.open("/")

    assert "1 van 10 plekken bezet" in page
    assert "1 zonder wijkregisseur" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.ADMINISTRATOR, "Wat mensen vertellen en leren, zie jij niet."),
        (Role.EDITOR, "Past deze stap bij jouw werk?"),
        (Role.RESEARCHER, "Hoe gaat het met de wijken?"),
        (Role.NETWORK_OFFICE, "Je hebt alles gedaan wat er nu is."),
    ],
)
def test_each_other_role_has_a_start_of_its_own(browser, database, role, words):
    browser.sign_in(a_person(role))

    assert words in browser.open("/")


def test_somebody_with_two_hats_chooses_one(browser, place):
    both = a_director(place)
    a_member(a_neighbourhood("Havenbuurt"), Role.SOCIAL_WORKER, both)
    browser.sign_in(both)

    assert "Waar staan jullie?" in browser.open("/")
    page = browser.open("/?als=worker.havenbuurt")
    assert "Hulp in de buurt van Havenbuurt" in page
    assert "Waar staan jullie?" not in page


def test_a_hat_of_somebody_else_is_not_worn(browser, place):
    a_neighbourhood("Havenbuurt")
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER))

    assert "Havenbuurt" not in browser.open("/?als=director.havenbuurt")


@pytest.mark.parametrize("many", [1, 45])
def test_the_start_page_of_an_adviser_costs_the_same_for_one_and_for_many(browser, place, statements, many):
    adviser = _adviser_of(place)
    for number in range(1, many):
        a_neighbourhood(f"Wijk {number}", adviser=adviser, tranche=2)
    browser.sign_in(adviser)

    with statements(6):  # the person, what changed, the next meeting, the neighbourhoods, their cards, their steps
        browser.open("/")


@pytest.mark.parametrize("many", [1, 45])
def test_the_start_page_of_a_coordinator_costs_the_same_for_one_and_for_many(browser, database, statements, many):
    the_programme()
    for number in range(many):
        a_neighbourhood(f"Wijk {number}", tranche=2, adviser=a_person(Role.ADVISER, active=False))
    browser.sign_in(a_person(Role.COORDINATOR))

    with statements(10):
        browser.open("/")


@pytest.mark.parametrize("members", [1, 9])
def test_the_start_page_of_a_director_costs_the_same_for_a_small_and_a_large_team(browser, place, statements, members):
    director = a_director(place)
    for number in range(members):
        a_member(place, Role.SOCIAL_WORKER, name=f"Iemand {number}")
    browser.sign_in(director)

    with statements(10):
        browser.open("/")


def test_what_is_rare_on_the_start_page_of_a_director_is_asked_for_when_it_is_there(browser, place, statements):
    director, stand_in = a_director(place), a_member(place, Role.SOCIAL_WORKER, name="Dennis Kool")
    plan_absence(director, stand_in, starts_on=today(), ends_on=today(), by=director, origin="test")
    ask(director, PromptKind.STANDSTILL, subject_of(place))
    db.session.commit()
    browser.sign_in(director)

    with statements(12):  # and who is away, and the question
        page = browser.open("/")

    assert "Dennis Kool neemt voor je waar" in page
    assert "Staat het nog zo?" in page


def test_the_start_page_of_somebody_in_a_team_costs_nine_statements(browser, place, statements):
    a_director(place)
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER, name="Dennis Kool"))

    with statements(9):
        browser.open("/")


def test_who_stands_in_is_whom_a_key_person_calls(browser, place):
    director, stand_in = a_director(place), a_member(place, Role.SOCIAL_WORKER, name="Dennis Kool")
    plan_absence(director, stand_in, starts_on=today(), ends_on=today(), by=director, origin="test")
    db.session.commit()
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    page = browser.open("/")

    assert "Dennis Kool" in page
    assert "Samira Bennani" not in page


def test_a_contact_without_a_number_can_still_be_told_something(browser, place):
    a_director(place)
    browser.sign_in(a_member(place, Role.KEY_PERSON, name="Fatma Aydin"))

    assert "Vertel het aan Samira" in browser.open("/")


def test_a_ggd_manager_begins_with_the_own_neighbourhoods(browser, place):
    a_neighbourhood("Havenbuurt")
    browser.sign_in(a_ggd_manager(db.session.get_one(Organisation, place.ggd_id)))

    page = browser.open("/")

    assert "Oosterveld" in page
    assert "Havenbuurt" not in page


@pytest.mark.parametrize("role", list(TOLD))
def test_everybody_who_is_told_of_a_change_sees_it_on_the_start_page_until_it_is_read(browser, place, role):
    if role is Role.ADVISER:
        told = _adviser_of(place)
    elif role is Role.GGD_MANAGER:
        told = a_ggd_manager(db.session.get_one(Organisation, place.ggd_id))
    else:
        told = a_member(place, role) if role in TEAM else a_person(role)
    values = {"title": "De subsidie verandert", "text": "Vanaf juli.", "roles": [role.value]}
    change = FrameChange(programme_id=place.programme_id, **values)
    db.session.add(change)
    db.session.commit()
    browser.sign_in(told)

    before = browser.open("/")
    browser.submit(f"/veranderingen/{change.uid}/gelezen", next="/")

    assert before.count("De subsidie verandert") == 1
    assert "De subsidie verandert" not in browser.open("/")


def _adviser_of(place):
    return db.session.get_one(type(place).adviser.property.mapper.class_, place.adviser_id)
