"""A neighbourhood writes down what it decided, and whether residents were there."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import TEAM_ROLES, Decision, Neighbourhood
from lms.programme.policy import can_read_choices, choices_read_by
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

LIST = "/wijken/oosterveld/besluiten"
GIVEN = {
    "question": "Waar beginnen we?",
    "decided": "Bij de koffie op dinsdag.",
    "decided_by": "Het wijkteam",
    "residents_there": "no",
    "reason": "Daar komen de meeste mensen.",
    "decided_on": "2026-01-12",
    "step_key": "wijk",
}


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(oosterveld):
    return a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR)


def test_a_decision_without_residents_is_kept_and_marked(browser, oosterveld, director):
    browser.sign_in(director)
    assert "Nog geen besluiten" in browser.open(LIST)

    browser.submit(f"{LIST}/nieuw", **GIVEN)

    page = browser.open(LIST)
    assert all(words in page for words in ("Waar beginnen we?", "Bij de koffie op dinsdag.", "Het wijkteam", "Stap 3"))
    assert "Zonder bewoners besloten" in page
    assert db.session.get(Neighbourhood, oosterveld.id).last_sign_at is not None


def test_a_decision_with_residents_says_so(browser, director):
    browser.sign_in(director).submit(f"{LIST}/nieuw", **{**GIVEN, "residents_there": "yes"})

    assert "Bewoners waren erbij" in browser.open(LIST)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"question": ""}, "Schrijf de vraag op."),
        ({"decided": "x" * 1001}, "Je tekst is te lang."),
        ({"residents_there": ""}, "Kies ja of nee."),
        ({"decided_on": "2099-01-01"}, "Deze dag is nog niet geweest."),
        ({"decided_on": "9999-12-31"}, "Vul een jaar in van 2000 tot en met 2100."),
        ({"reason": "Mail jan@example.org"}, "Ik heb gekeken, bewaar het zo"),
        ({"step_key": "onzin"}, "Kies een van de antwoorden."),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed_still_there(browser, director, wrong, says):
    answer = browser.sign_in(director).submit(f"{LIST}/nieuw", expect=422, **{**GIVEN, **wrong})

    assert says in answer.text
    assert "Het wijkteam" in answer.text
    assert db.session.scalars(select(Decision)).all() == []


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [(Role.SOCIAL_WORKER, 200, 403), (Role.KEY_PERSON, 200, 403), (Role.DEPUTY_DIRECTOR, 200, 200)],
)
def test_the_team_reads_and_who_leads_writes(browser, oosterveld, director, role, read, write):
    browser.sign_in(a_member(oosterveld, role))

    browser.open(LIST, expect=read)
    browser.open(f"{LIST}/nieuw", expect=write)


@pytest.mark.parametrize("role", [*TEAM_ROLES, Role.ADVISER, Role.COORDINATOR, Role.RESEARCHER, Role.EDITOR, "ggd"])
def test_choices_are_read_the_same_in_python_and_in_sql(oosterveld, role):
    other = a_neighbourhood("Havenbuurt")
    if role == "ggd":
        reader = a_ggd_manager(db.session.get(Organisation, oosterveld.ggd_id))
    elif role is Role.ADVISER:
        reader = person_by_id(oosterveld.adviser_id)
    else:
        reader = a_member(oosterveld, role) if role in TEAM_ROLES else a_person(role)

    by_filter = set(db.session.scalars(select(Neighbourhood.name).where(choices_read_by(reader))))

    assert {each.name for each in (oosterveld, other) if can_read_choices(reader, each)} == by_filter


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(browser, director, statements, many):
    browser.sign_in(director)
    for number in range(many):
        browser.submit(f"{LIST}/nieuw", **{**GIVEN, "question": f"Vraag {number}?"})

    browser.open(LIST)
    with statements(4):  # the person; the neighbourhood; the decisions; the card for the names of steps
        browser.open(LIST)
