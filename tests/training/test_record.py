"""Mijn leren: everything somebody did, and nothing of anybody else; to take along in three forms."""

import csv
import json
from io import StringIO

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models.certificates import Certificate
from tests.factories.people import a_person
from tests.factories.training import ASSIGNMENT, a_module, a_package, a_part, a_quiz, sync
from tests.pdf_ua import problems_of
from tests.training.test_quizzes import GOOD, answers

pytestmark = pytest.mark.usefixtures("database")
PAGE = "/modules/wat-doet-roken"
FILE = "/mijn-leren/overzicht"


@pytest.fixture
def learner(browser):
    """Somebody who did a whole module: two parts, an assignment and a quiz."""
    person = a_person(Role.SOCIAL_WORKER, name="Dennis Kool")
    browser.sign_in(person)
    a_module(a_part("wdr-1"), a_part("wdr-2", ASSIGNMENT), quiz=a_quiz("wdr-toets"))
    browser.submit(f"{PAGE}/delen/wdr-1/1", do="next")
    browser.submit(f"{PAGE}/delen/wdr-2/1", do="next")
    browser.submit(f"{PAGE}/delen/wdr-2/1", do="done:wdr-2-a1")
    place = browser.submit(f"{PAGE}/toets").headers["Location"]
    browser.submit(place, **answers(browser.open(place), GOOD))
    return person


def rows(browser):
    text = browser.client.get(f"{FILE}.csv").data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_the_page_shows_parts_quizzes_assignments_and_proof(browser, learner):
    page = browser.open("/mijn-leren")

    number = db.session.scalar(select(Certificate.number))
    wanted = ("Deel wdr-1", "Deel wdr-2", "Vraag drie mensen", "gehaald, 4 van de 4 goed", number, "100 %")
    assert [word for word in wanted if word not in page] == []


def test_who_did_nothing_is_led_to_the_modules(browser):
    page = browser.sign_in(a_person()).open("/mijn-leren")

    assert "Je bent nog niet begonnen." in page
    assert "Je hebt nog geen bewijs." in page


def test_a_visitor_is_asked_to_sign_in(browser):
    for path in ("/mijn-leren", f"{FILE}.json", "/mijn-leren/registers"):
        assert browser.client.get(path).headers["Location"].startswith("/inloggen")


def test_the_menu_of_who_is_signed_in_leads_there(browser, learner):
    assert '<a href="/mijn-leren">Mijn leren</a>' in browser.open("/")


def test_the_table_has_a_row_for_each_thing_that_was_done(browser, learner):
    head, *found = rows(browser)

    assert head == ["Datum", "Tijd", "Module", "Soort", "Wat", "Resultaat"]
    assert [row[3] for row in found] == ["Deel", "Deel", "Opdracht in je buurt", "Toets", "Bewijs van afronding"]
    assert {row[2] for row in found} == {"Wat doet roken?"}


def test_programs_read_it_too(browser, learner):
    data = json.loads(browser.client.get(f"{FILE}.json").data)

    [module] = data["modules"]
    counts = {name: len(module[name]) for name in ("parts", "quizzes", "assignments", "certificates")}
    assert counts == {"parts": 2, "quizzes": 1, "assignments": 1, "certificates": 1}
    assert (module["done"], module["of"]) == (4, 4)


def test_the_pdf_is_for_everybody_full_and_empty(browser, learner):
    full = browser.client.get(f"{FILE}.pdf").data
    empty = browser.sign_in(a_person()).client.get(f"{FILE}.pdf").data

    assert [problems_of(each) for each in (full, empty)] == [[], []]


def test_what_was_done_in_a_module_that_is_gone_stays(browser, learner):
    sync(a_package(a_part("b-1"), uid="b", slug="b", title="B"))

    page = browser.open("/mijn-leren")

    assert "Wat doet roken?" in page
    assert f'href="{PAGE}"' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_for_one_module_as_for_three(browser, statements, count):
    browser.sign_in(a_person())
    packages = [a_package(a_part(f"m{n}-1"), uid=f"m{n}", slug=f"module-{n}", title=f"M {n}") for n in range(count)]
    sync(*packages)
    for n in range(count):
        browser.submit(f"/modules/module-{n}/delen/m{n}-1/1", do="next")

    with statements(
        9
    ):  # the person; modules, parts, groups, quizzes, assignments, certificates, trainings; numbers in registers
        page = browser.open("/mijn-leren")

    assert page.count("stukjes klaar") == count
