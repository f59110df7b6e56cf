"""The log says in words what a line is about: kinds of things and names of places, and nothing that people wrote."""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.views.log_words import OBJECTS
from lms.advice.views.log_words import KINDS as KINDS_OF_ADVICE
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Decision, HelpOffer, Milestone, Moment, ProgrammePhase, Risk
from lms.programme.views.log_objects import KINDS
from lms.toolkit.views.log_objects import KINDS as KINDS_OF_TOOLKIT
from lms.training.views.log_objects import KINDS as KINDS_OF_TRAINING
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood

LIST, ROOT = "/beheer/logboek", Path(__file__).parents[2] / "lms"
SECRET = "kanarie-notitie"


@pytest.fixture
def administrator(browser):
    person = a_person(Role.ADMINISTRATOR, name="Bea Beheer")
    browser.sign_in(person)
    return person


@pytest.fixture
def oosterveld(administrator):
    return a_neighbourhood("Oosterveld")


def a_thing(kind, place):
    """Make something of a kind that holds words nobody may read here, and return how the log calls it."""
    here = {"neighbourhood_id": place.id}
    phase = db.session.scalars(select(ProgrammePhase.id)).first()
    said = {"question": SECRET, "decided": SECRET, "decided_by": SECRET, "residents_there": True}
    numbered = {"programme_id": place.programme_id, "key": "soep", "number": 7, "title": SECRET}
    made = {
        "moment": lambda: Moment(**here, text=SECRET),
        "decision": lambda: Decision(**here, **said, decided_on=today()),
        "help": lambda: HelpOffer(**here, name=SECRET, checked_on=today()),
        "milestone": lambda: Milestone(**numbered, phase_id=phase),
        "risk": lambda: Risk(**numbered),
    }[kind]()
    db.session.add(made)
    db.session.flush()
    return f"{kind}/{getattr(made, 'uid', '') or made.key}"


def lines(*objects, action="step.move", result="ok", origin="cli"):
    for code in objects:
        audit.record(action, code, result, actor_uid="worker", origin=origin)
    db.session.commit()


def abouts(browser):
    """Return what the newest lines are about, the last one first."""
    page = unescape(browser.open(LIST))
    cells = re.findall(r'<td data-label="Waarover">(.*?)</td>', page)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("moment", "Een moment, Oosterveld"),
        ("decision", "Een besluit, Oosterveld"),
        ("help", "Hulp in de buurt, Oosterveld"),
        ("milestone", "Een mijlpaal: nummer 7"),
        ("risk", "Een risico: nummer 7"),
    ],
)
def test_a_thing_is_told_by_its_kind_and_its_place_never_by_what_it_says(browser, oosterveld, kind, words):
    lines(a_thing(kind, oosterveld))

    assert abouts(browser)[0] == words
    assert SECRET not in browser.open(LIST)


def test_a_neighbourhood_is_told_by_its_name_with_its_step_or_person(browser, oosterveld):
    person = a_person(name="Fatma Aydin")
    here = f"neighbourhood/{oosterveld.uid}"
    lines(here, f"{here}/team", f"{here}/person/{person.uid}", f"{here}/person/{'z' * 16}", "organisation/3")

    assert abouts(browser)[:5] == [
        "Een organisatie",
        f"Iemand die gewist is ({'z' * 16}) Oosterveld",
        "Fatma Aydin Oosterveld",
        "Oosterveld, stap: team",
        "Oosterveld",
    ]


def test_what_is_gone_or_has_no_place_is_told_by_its_kind(browser, administrator):
    lines("neighbourhood/weg", "moment/weg", "risk/weg", "programme/weg", "frame/weg", "card/weg/2.0", "people/1")

    assert abouts(browser)[:7] == [
        "1 mens",
        "Actiekaart, versie 2.0",
        "Iets dat verandert",
        "Een programma",
        "Een risico",
        "Een moment",
        "Een wijk",
    ]


@pytest.mark.parametrize("code", ["people/veel", "card", "tea/pot", "neighbourhood", "x/y/z"])
def test_a_code_without_words_is_shown_as_it_is(browser, administrator, code):
    lines(code)

    assert abouts(browser)[0] == code


def test_where_a_step_went_and_from_which_network_are_told_too(browser, oosterveld):
    lines(f"neighbourhood/{oosterveld.uid}/team", result="reopened", origin="0123456789abcdef")

    page = browser.open(LIST)

    told = ("Opnieuw bezig", "Netwerk 012345")
    assert [words for words in told if words not in page] == []
    assert [code for code in ("reopened", "0123456789abcdef") if code in page] == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_one_statement_more_for_all_things_of_the_programme(browser, oosterveld, statements, many):
    for number in range(many):
        lines(f"neighbourhood/{a_neighbourhood(f'Buurt {number}').uid}", a_thing("moment", oosterveld))
    lines(a_thing("risk", oosterveld))
    db.session.expunge_all()

    with statements(5):  # who asks, the lines, the names of people, the names of places, the last check
        browser.open(f"{LIST}?actie=step.move")  # what races left in the log is about other things


def test_every_kind_of_thing_in_the_log_has_words(app):
    source = [ast.parse(path.read_text()) for path in sorted(ROOT.rglob("*.py"))]
    calls = [node for tree in source for node in ast.walk(tree) if isinstance(node, ast.Call)]
    recorded = [call.args[1] for call in calls if ast.unparse(call.func) == "audit.record" and len(call.args) > 1]
    kinds = {re.match(r"f?'([a-z-]+)/", ast.unparse(each)) for each in recorded}

    known = {
        *OBJECTS,
        *KINDS,
        *KINDS_OF_ADVICE,
        *KINDS_OF_TOOLKIT,
        *KINDS_OF_TRAINING,
        "organisation",
        "card",
        "people",
        "kept",
    }
    known |= {"circle", "insight", "meeting", "norm"}  # these have one word each, beside the names that are looked up
    assert {found[1] for found in kinds if found} - known == set()
    assert len(kinds) > 15
