"""Neighbourhoods as coordinators run them: taken in, changed, moved, and brought through the programme."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import CapacityDecision, Neighbourhood, StateChange, Tranche
from lms.programme.models.advancing import Lack, after, before, lacking
from lms.programme.queries.neighbourhoods import PAGE
from tests.browser import Browser
from tests.factories.agreements import an_agreement
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme, an_organisation

LIST = "/beheer/wijken"
RECRUITED, AGREED, STARTED, RUNNING, FINISHED = NeighbourhoodState


@pytest.fixture
def coordinator(database):
    return a_person(Role.COORDINATOR, name="Hanneke Prins")


@pytest.fixture
def desk(browser, coordinator):
    """The browser of a coordinator."""
    return browser.sign_in(coordinator)


def at(neighbourhood):
    return f"{LIST}/{neighbourhood.slug}"


def a_form(group=1, **given):
    chosen = db.session.scalars(select(Tranche.id).where(Tranche.number == group).order_by(Tranche.id)).first()
    ggd, municipality = an_organisation(OrganisationKind.GGD), an_organisation(OrganisationKind.MUNICIPALITY)
    told = {"name": "Oosterveld", "kind": "village", "ggd": ggd.slug, "municipality": municipality.slug}
    return {**told, "group": str(chosen), **given}


def form_of(neighbourhood, **given):
    told = {"name": neighbourhood.name, "kind": neighbourhood.kind.value, "group": str(neighbourhood.tranche_id)}
    where = {"ggd": neighbourhood.ggd_id, "municipality": neighbourhood.municipality_id}
    return {**told, **{name: db.session.get_one(Organisation, each).slug for name, each in where.items()}, **given}


def logged(by):
    return [line.action for line in reversed(audit.entries(actor_uid=by.uid))]


def the(neighbourhood):
    return db.session.get_one(Neighbourhood, neighbourhood.id)


def test_a_neighbourhood_is_taken_in_with_the_card_of_today(desk, coordinator):
    a_programme()

    desk.submit(f"{LIST}/nieuw", **a_form())

    made = db.session.scalars(select(Neighbourhood)).one()
    assert (made.slug, made.state, made.social_design, made.adviser_id) == ("oosterveld", RECRUITED, False, None)
    assert db.session.scalars(select(StateChange.state)).all() == [RECRUITED]
    assert "Er zijn nog geen afspraken opgeschreven." in desk.open(at(made))
    assert logged(coordinator) == ["neighbourhood.add"]


def test_a_name_is_taken_once_whatever_the_capitals(desk):
    a_neighbourhood("Oosterveld")

    page = desk.submit(f"{LIST}/nieuw", expect=422, **a_form(name="OOSTERVELD")).text

    assert "Er is al een wijk met de naam OOSTERVELD." in page


def test_the_same_name_in_another_programme_gets_an_address_of_its_own(desk):
    a_neighbourhood("Oosterveld")
    other = a_programme("rookvrije-start", tranches=((7, None),))

    desk.submit(f"{LIST}/nieuw", **a_form(group=7))

    made = db.session.scalars(select(Neighbourhood).where(Neighbourhood.programme_id == other.id)).one()
    assert made.slug == "oosterveld-2"


def test_a_full_group_asks_a_reason_and_keeps_it_as_a_decision(desk, coordinator):
    a_programme(tranches=((1, 1), (2, None)))
    a_neighbourhood("Havenbuurt")

    refused = desk.submit(f"{LIST}/nieuw", expect=422, **a_form()).text
    desk.submit(f"{LIST}/nieuw", **a_form(reason="De gemeente vroeg erom."))

    assert "Groep wijken 1 is vol: er is plek voor 1 wijken." in refused
    assert "Waarom komt deze wijk er toch bij?" in refused
    decision = db.session.scalars(select(CapacityDecision)).one()
    assert (decision.reason, decision.by_id) == ("De gemeente vroeg erom.", coordinator.id)
    assert logged(coordinator) == ["neighbourhood.add", "capacity.decide"]


def test_a_full_programme_asks_a_reason_and_points_to_no_other_group(desk):
    a_programme(capacity=1, tranches=((1, 1), (2, None)))
    a_neighbourhood("Havenbuurt")

    refused = desk.submit(f"{LIST}/nieuw", expect=422, **a_form()).text
    desk.submit(f"{LIST}/nieuw", **a_form(reason="De gemeente vroeg erom."))

    assert "Het programma is vol: er is in alle groepen samen plek voor 1 wijken. Schrijf hier op waarom" in refused
    assert "Kies een andere groep" not in refused
    assert "De gemeente vroeg erom." in desk.open("/beheer/programma")


def test_a_reason_is_not_asked_before_it_is_needed(desk):
    a_programme()

    assert "Waarom komt deze wijk er toch bij?" not in desk.open(f"{LIST}/nieuw")


def test_moving_to_a_full_group_asks_a_reason_too(desk, coordinator):
    a_programme(tranches=((1, 1), (2, None)))
    a_neighbourhood("Havenbuurt")
    here = a_neighbourhood("Oosterveld", tranche=2)
    full = str(db.session.scalars(select(Tranche.id).where(Tranche.number == 1)).one())

    refused = desk.submit(f"{at(here)}/gegevens", expect=422, **form_of(here, group=full)).text
    desk.submit(f"{at(here)}/gegevens", **form_of(here, group=full, reason="Ze willen samen starten."))

    assert "Groep wijken 1 is vol" in refused
    assert str(the(here).tranche_id) == full
    assert logged(coordinator) == ["neighbourhood.move", "capacity.decide", "neighbourhood.change"]


def test_a_change_keeps_the_address_and_refuses_the_name_of_another(desk):
    here = a_neighbourhood("Oosterveld")
    a_neighbourhood("Havenbuurt")

    desk.submit(f"{at(here)}/gegevens", **form_of(here, name="Nieuw Oosterveld", social_design="1"))
    refused = desk.submit(f"{at(here)}/gegevens", expect=422, **form_of(here, name="havenbuurt")).text

    assert (the(here).name, the(here).slug, the(here).social_design) == ("Nieuw Oosterveld", "oosterveld", True)
    assert "Er is al een wijk met de naam havenbuurt." in refused


def test_the_list_is_found_by_name_group_and_state(desk):
    a_programme()
    a_neighbourhood("Oosterveld", state=RUNNING)
    a_neighbourhood("Havenbuurt", tranche=2, state=RECRUITED)
    second = db.session.scalars(select(Tranche.id).where(Tranche.number == 2)).one()

    def shown(question):
        page = desk.open(f"{LIST}?{question}")
        return ("Oosterveld" in page, "Havenbuurt" in page)

    assert [shown(each) for each in ("q=oost", f"groep={second}", "stand=running", "")] == [
        (True, False),
        (False, True),
        (True, False),
        (True, True),
    ]
    assert "Geen wijk gevonden" in desk.open(f"{LIST}?q=nergens")


def test_the_list_costs_the_same_for_one_and_for_many_and_is_paged(desk, statements):
    a_programme(capacity=900)
    a_neighbourhood("Wijk 00", tranche=2)
    with statements(3):
        desk.open(LIST)
    adviser, ggd = a_person(Role.ADVISER), an_organisation(OrganisationKind.GGD)
    for number in range(1, PAGE + 2):
        a_neighbourhood(f"Wijk {number:02}", tranche=2, adviser=adviser, ggd=ggd)
    with statements(3):
        first = desk.open(LIST)

    assert ("Wijk 49" in first, "Wijk 51" in first, "na=wijk-49" in first) == (True, False, True)
    assert "Wijk 51" in desk.open(f"{LIST}?na=wijk-49")


@pytest.mark.parametrize("role", [*Role, None])
def test_only_coordinators_run_neighbourhoods(app, database, role):
    here = a_neighbourhood()
    person = a_person(role)
    client = Browser(app).sign_in(person).client
    wanted = {Role.COORDINATOR: 200, Role.RESEARCHER: 403}.get(role, 404)

    assert client.get(LIST).status_code == client.get(f"{LIST}/nieuw").status_code == (200 if wanted == 200 else 403)
    for address in ("", "/gegevens", "/afspraken", "/stand?naar=finished"):
        assert client.get(f"{at(here)}{address}").status_code == wanted


def test_states_follow_each_other():
    assert [after(state) for state in NeighbourhoodState] == [AGREED, STARTED, RUNNING, FINISHED, None]
    assert [before(state) for state in NeighbourhoodState] == [None, RECRUITED, AGREED, STARTED, RUNNING]


@pytest.mark.parametrize(
    ("state", "content", "money", "days", "adviser", "director", "lacks"),
    [
        (AGREED, True, True, 30, None, None, ()),
        (AGREED, False, False, 30, None, None, (Lack.CONTENT, Lack.MONEY)),
        (AGREED, True, True, -1, None, None, (Lack.TIME,)),
        (STARTED, True, False, 30, None, None, (Lack.MONEY, Lack.ADVISER)),
        (STARTED, True, True, 0, 1, None, ()),
        (RUNNING, True, True, 30, 1, None, (Lack.DIRECTOR,)),
        (RUNNING, True, True, 30, 1, 2, ()),
        (FINISHED, True, True, 0, 1, 2, (Lack.END,)),
        (FINISHED, True, True, -1, 1, None, ()),
    ],
)
def test_what_each_state_asks(database, state, content, money, days, adviser, director, lacks):
    here = Neighbourhood(name="Oosterveld", adviser=adviser and Person(active=True), director_id=director)
    place = a_neighbourhood()
    agreement = an_agreement(place, content=content, money=money, ends_on=today() + timedelta(days=days))

    assert lacking(state, here, agreement, today()) == lacks
    assert lacking(RECRUITED, here, None, today()) == ()
    assert lacking(AGREED, here, None, today()) == (Lack.AGREEMENT,)


def test_a_neighbourhood_goes_on_when_nothing_is_lacking_and_each_state_is_kept(desk, coordinator):
    here = a_neighbourhood(state=RECRUITED)
    an_agreement(here)
    a_member(here, Role.NEIGHBOURHOOD_DIRECTOR)

    for state in (AGREED, STARTED, RUNNING):
        desk.submit(f"{at(here)}/stand", to=state.value)

    assert db.session.scalars(select(StateChange.state).order_by(StateChange.id)).all() == [AGREED, STARTED, RUNNING]
    assert logged(coordinator) == [f"neighbourhood.state.{state}" for state in (AGREED, STARTED, RUNNING)]


def test_what_is_lacking_is_said_in_words_and_stops(desk):
    here = a_neighbourhood(state=RECRUITED)
    an_agreement(here, money=False)

    page = desk.submit(f"{at(here)}/stand", expect=422, to="agreed", reason="Toch").text

    assert "Over het geld is nog geen afspraak." in page
    assert "Over het geld is nog geen afspraak." in desk.open(at(here))
    assert the(here).state is RECRUITED


def test_no_state_is_skipped(desk):
    here = a_neighbourhood(state=AGREED)
    an_agreement(here)

    desk.submit(f"{at(here)}/stand", to="running", reason="Snel.")

    assert the(here).state is AGREED


@pytest.mark.parametrize(("state", "to"), [(STARTED, RUNNING), (RUNNING, FINISHED)])
def test_a_vacancy_or_an_early_end_goes_on_when_it_is_written_down(desk, state, to):
    here = a_neighbourhood(state=state)
    an_agreement(here)

    refused = desk.submit(f"{at(here)}/stand", expect=422, to=to.value).text
    desk.submit(f"{at(here)}/stand?naar={to}", reason="De vacature staat uit tot mei.")

    assert "Schrijf op" in refused
    assert "De vacature staat uit tot mei." in desk.open(at(here))
    assert the(here).state is to


def test_one_back_is_possible_with_a_reason_and_leaves_a_trace(desk):
    here = a_neighbourhood(state=RUNNING)

    refused = desk.submit(f"{at(here)}/stand", expect=422, to="started").text
    desk.submit(f"{at(here)}/stand", to="started", reason="De wijkregisseur begint pas in mei.")
    desk.submit(f"{at(here)}/stand", to="started", reason="Nog een keer.")

    assert "Schrijf op waarom deze wijk een stap teruggaat." in refused
    changes = db.session.scalars(select(StateChange)).all()
    assert [(each.state, each.reason) for each in changes] == [(STARTED, "De wijkregisseur begint pas in mei.")]


def test_the_page_costs_the_same_however_long_the_history(desk, statements):
    here = a_neighbourhood(state=RUNNING)
    an_agreement(here)
    with statements(6):
        desk.open(at(here))
    for state in ("started", "agreed"):
        desk.submit(f"{at(here)}/stand", to=state, reason="Even terug.")
        an_agreement(here)
    with statements(6):
        desk.open(at(here))
