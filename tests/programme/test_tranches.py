"""Groups of neighbourhoods hold what was planned; one more comes in only by a decision that everybody can read."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.enums import OrganisationKind
from lms.programme.commands.admin import add_neighbourhood, change_neighbourhood
from lms.programme.enums import NeighbourhoodKind
from lms.programme.models import CapacityDecision, Neighbourhood, Programme, Tranche
from lms.programme.models.capacity import Full, Room, full
from lms.programme.queries.tranches import groups_filled
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood, a_programme, an_organisation

PAGE = "/beheer/programma"
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move"]), st.integers(1, 3), st.booleans(), st.integers(0, 9)), max_size=14
)


@pytest.fixture
def coordinator(database):
    return a_person(Role.COORDINATOR, name="Hanneke Prins")


@pytest.fixture
def desk(browser, coordinator):
    """The browser of a coordinator."""
    return browser.sign_in(coordinator)


@pytest.mark.parametrize(
    ("room", "new", "answer"),
    [
        (Room(9, 10, 44, 45), True, None),
        (Room(10, 10, 20, 45), True, Full.GROUP),
        (Room(11, 10, 20, 45), False, Full.GROUP),
        (Room(30, None, 45, 45), True, Full.PROGRAMME),
        (Room(10, 10, 45, 45), True, Full.PROGRAMME),
        (Room(10, 10, 45, 45), False, Full.GROUP),
        (Room(30, None, 45, 45), False, None),
    ],
)
def test_what_is_full_for_one_more(room, new, answer):
    assert full(room, new=new) is answer


@given(steps=STEPS)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_coordinators_do_nobody_is_in_over_the_plan_without_a_decision(coordinator, steps):
    programme = a_programme(new_uid(8), capacity=5, tranches=((1, 2), (2, 2), (3, None)))
    groups = db.session.scalars(select(Tranche).where(Tranche.programme_id == programme.id)).all()
    where = {kind: an_organisation(kind) for kind in (OrganisationKind.GGD, OrganisationKind.MUNICIPALITY)}
    told = {
        "ggd": where[OrganisationKind.GGD],
        "municipality": where[OrganisationKind.MUNICIPALITY],
        "kind": NeighbourhoodKind.DISTRICT,
        "social_design": False,
        "by": coordinator,
        "origin": "tests",
    }
    there, refused = [], set()

    for what, number, with_reason, which in steps:
        here = {**told, "tranche": groups[number - 1], "reason": "Deze wijk is er klaar voor." if with_reason else ""}
        try:
            if what == "add":
                there.append(add_neighbourhood(name=f"Wijk {new_uid(8)}", **here))
            elif there:
                moved = there[which % len(there)]
                change_neighbourhood(moved, name=moved.name, **here)
        except Refusal as refusal:
            refused.add((refusal.field, with_reason))

        for filled in groups_filled(programme.id):
            assert filled.tranche.capacity is None or filled.taken - filled.decided <= filled.tranche.capacity
        decided = db.session.scalar(
            select(func.count())
            .select_from(CapacityDecision)
            .where(CapacityDecision.neighbourhood_id.in_([each.id for each in there]))
        )
        assert len(there) <= programme.capacity + decided
    assert refused <= {("reason", False)}  # only for want of a reason


@pytest.mark.races
@pytest.mark.parametrize(("group", "left"), [(1, 2), (3, 3)])
def test_many_at_once_never_take_one_place_too_many(app, database, group, left):
    """Group 1 has two places; the programme has three, for a group without a number of its own."""
    a_programme(capacity=3, tranches=((1, 2), (2, None), (3, None)))
    ggd, municipality = an_organisation(OrganisationKind.GGD), an_organisation(OrganisationKind.MUNICIPALITY)
    chosen = str(db.session.scalars(select(Tranche.id).where(Tranche.number == group)).one())
    told = {"kind": "district", "group": chosen, "ggd": ggd.slug, "municipality": municipality.slug}
    desks = [Browser(app).sign_in(a_person(Role.COORDINATOR)) for _ in range(6)]
    db.session.remove()

    def add(given):
        number, desk = given
        return desk.client.post("/beheer/wijken/nieuw", data={**told, "name": f"Wijk {number}"})

    with ThreadPoolExecutor(len(desks)) as pool:
        found = list(pool.map(add, enumerate(desks)))

    assert sorted(response.status_code for response in found) == [303] * left + [422] * (6 - left)
    assert db.session.scalar(select(func.count()).select_from(Neighbourhood)) == left
    assert db.session.scalars(select(CapacityDecision)).all() == []


def test_the_page_shows_how_full_each_group_is_and_who_decided_what(desk, coordinator):
    a_programme(tranches=((1, 2), (2, None)))
    places = [a_neighbourhood(f"Wijk {number}") for number in range(3)]
    decision = {"tranche_id": places[2].tranche_id, "neighbourhood_id": places[2].id, "by_id": coordinator.id}
    db.session.add(CapacityDecision(**decision, reason="De gemeente vroeg erom."))
    db.session.commit()

    page = desk.open(PAGE)

    for words in ("3 van 45", "3 van 2", "De gemeente vroeg erom.", "Hanneke Prins", "Nog geen startdatum"):
        assert words in page


def test_a_group_gets_its_places_and_its_start(desk):
    programme = a_programme()

    desk.submit(f"{PAGE}/{programme.slug}/groepen/2", title="Groep wijken 2", capacity="20", starts_on="2027-02-01")

    group = db.session.scalars(select(Tranche).where(Tranche.number == 2)).one()
    assert (group.capacity, str(group.starts_on)) == (20, "2027-02-01")
    assert "Start op 1 februari 2027" in desk.open(PAGE)
    assert [line.action for line in audit.entries(limit=1)] == ["programme.group.change"]


@pytest.mark.parametrize(
    ("capacity", "words"),
    [
        ("1", "Er zitten al 2 wijken in deze groep."),
        ("46", "Voor deze groep zijn er nog 45."),
        ("0", "Vul een getal in"),
    ],
)
def test_a_group_holds_what_is_in_and_no_more_than_the_programme(desk, capacity, words):
    programme = a_programme()
    for number in range(2):
        a_neighbourhood(f"Wijk {number}")

    page = desk.submit(f"{PAGE}/{programme.slug}/groepen/1", expect=422, title="Groep wijken 1", capacity=capacity).text

    assert words in page


@pytest.mark.parametrize(("capacity", "words"), [("9", "samen 10 plekken"), ("many", "Vul een heel getal in")])
def test_the_programme_holds_what_its_groups_hold(desk, capacity, words):
    programme = a_programme()

    page = desk.submit(f"{PAGE}/{programme.slug}/gegevens", expect=422, title="Rookvrij", capacity=capacity).text

    assert words in page


def test_the_facts_of_a_programme_and_the_dates_of_a_phase_are_kept(desk):
    programme = a_programme()

    desk.submit(f"{PAGE}/{programme.slug}/gegevens", title="Rookvrij", summary="Samen.", capacity="50")
    desk.submit(f"{PAGE}/{programme.slug}/fasen/voorbereiding", begins_on="2026-12-01", ends_on="2027-01-31")
    refused = desk.submit(
        f"{PAGE}/{programme.slug}/fasen/voorbereiding", expect=422, begins_on="2026-12-01", ends_on="2026-11-01"
    ).text

    page = desk.open(PAGE)
    assert [words for words in ("Rookvrij", "Samen.", "0 van 50", "31 januari 2027") if words not in page] == []
    assert "De laatste dag ligt vóór de eerste." in refused


def test_a_second_programme_has_its_own_places(desk):
    a_programme()
    other = a_programme("rookvrije-start", capacity=3, tranches=((1, 3),))
    a_neighbourhood("Oosterveld")
    a_neighbourhood("Havenbuurt", programme=other)

    assert "1 van 3" in desk.open(f"{PAGE}/rookvrije-start")
    assert "1 van 45" in desk.open(PAGE)


@pytest.mark.parametrize("role", [*Role, None])
def test_only_coordinators_run_the_programme(app, database, role):
    programme = a_programme()
    client = Browser(app).sign_in(a_person(role)).client
    may = role is Role.COORDINATOR

    assert client.get(PAGE).status_code == (200 if may else 403)
    for address in ("", "/gegevens", "/groepen/1", "/fasen/voorbereiding"):
        assert client.get(f"{PAGE}/{programme.slug}{address}").status_code == (200 if may else 404)


def test_without_a_programme_the_page_says_what_to_do(desk):
    assert "Er is nog geen programma" in desk.open(PAGE)
    assert db.session.scalars(select(Programme)).all() == []


def test_the_page_costs_the_same_for_one_and_for_three_neighbourhoods(desk, statements):
    a_neighbourhood("Wijk 1")
    with statements(5):
        desk.open(PAGE)
    for number in (2, 3):
        a_neighbourhood(f"Wijk {number}")
    with statements(5):
        desk.open(PAGE)
