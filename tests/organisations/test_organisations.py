"""Organisations as coordinators keep them: found, added once, confirmed once, with contacts and who works there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel import audit
from lms.kernel.db import db
from lms.organisations.enums import DEFINITION, OrganisationKind
from lms.organisations.models import Affiliation, Contact, Organisation
from lms.organisations.queries import PAGE, kept_of, managers_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood, an_organisation

LIST = "/beheer/organisaties"


@pytest.fixture
def coordinator(database):
    return a_person(Role.COORDINATOR, name="Hanneke Prins")


@pytest.fixture
def desk(browser, coordinator):
    """The browser of a coordinator."""
    return browser.sign_in(coordinator)


def at(organisation):
    return f"{LIST}/{organisation.slug}"


def logged(by):
    return [line.action for line in reversed(audit.entries(actor_uid=by.uid))]


@pytest.mark.parametrize("role", [*Role, None])
def test_only_coordinators_keep_organisations_and_others_know_of_none(app, database, role):
    organisation = an_organisation()
    client = Browser(app).sign_in(a_person(role)).client
    may = role is Role.COORDINATOR

    assert client.get(LIST).status_code == (200 if may else 403)
    assert client.get(f"{LIST}/nieuw").status_code == (200 if may else 403)
    assert client.get(at(organisation)).status_code == (200 if may else 404)


def test_an_organisation_is_added_and_found_by_name_and_kind(desk, coordinator):
    for name, kind in (("GGD Rivierenland", "ggd"), ("Welzijn Oost", "welfare")):
        desk.submit(f"{LIST}/nieuw", name=name, kind=kind, website="www.voorbeeld.nl")

    organisation = db.session.scalars(select(Organisation).where(Organisation.slug == "ggd-rivierenland")).one()
    assert organisation.website == "https://www.voorbeeld.nl"
    assert logged(coordinator) == ["organisation.add", "organisation.add"]
    desk.open(LIST)  # which also says that both were added
    for question in ("q=RIVIER", "soort=ggd", "q=ggd&soort=ggd"):
        page = desk.open(f"{LIST}?{question}")
        assert ("GGD Rivierenland" in page, "Welzijn Oost" in page) == (True, False)
    assert "Geen organisatie gevonden" in desk.open(f"{LIST}?q=nergens")


@pytest.mark.parametrize("name", ["GGD Rivierenland", "ggd  RIVIERENLAND"])
def test_the_same_name_in_other_capitals_is_refused_with_what_was_typed(desk, name):
    an_organisation(OrganisationKind.GGD, "GGD Rivierenland")

    page = desk.submit(f"{LIST}/nieuw", expect=422, name=name, kind="ggd").text

    assert "Er is al een organisatie met de naam" in page
    assert f'value="{name}"' in page


def test_an_organisation_cannot_take_the_name_of_another(desk):
    an_organisation(name="Welzijn Oost")
    other = an_organisation(name="Welzijn West")

    page = desk.submit(f"{at(other)}/gegevens", expect=422, name="WELZIJN oost", kind="welfare").text

    assert "Er is al een organisatie met de naam" in page


def test_a_change_keeps_the_address_and_closing_can_be_undone(desk):
    organisation = an_organisation(name="Welzijn Oost")

    desk.submit(f"{at(organisation)}/gegevens", name="Welzijn Oosterveld", kind="welfare", closed="1")
    closed = desk.open(at(organisation))
    desk.submit(f"{at(organisation)}/gegevens", name="Welzijn Oosterveld", kind="welfare")

    assert "niet meer sinds" in closed
    assert "niet meer sinds" not in desk.open(at(organisation))


@pytest.mark.parametrize("site", ["javascript://x.nl/%0aalert(1)", "ftp://ggd.nl", "https://ggd", "http://ik@ggd.nl"])
def test_what_is_no_site_is_refused(desk, site):
    page = desk.submit(f"{LIST}/nieuw", expect=422, name="Sportclub", kind="sport", website=site).text

    assert "Dit is geen webadres" in page


def test_an_organisation_named_for_the_page_that_adds_keeps_a_page_of_its_own(desk):
    desk.submit(f"{LIST}/nieuw", name="Nieuw", kind="other")

    assert "Contactpersonen" in desk.open(f"{LIST}/nieuw-2")


def test_it_is_confirmed_once_with_who_and_when(desk, coordinator):
    organisation = an_organisation(name="Welzijn Oost")
    organisation.confirmed_at = organisation.definition = None
    db.session.commit()

    assert "Kruis aan dat je het hebt nagekeken." in desk.submit(f"{at(organisation)}/tabak", expect=422).text
    desk.submit(f"{at(organisation)}/tabak", sure="1")
    first = db.session.get_one(Organisation, organisation.id).confirmed_at
    desk.submit(f"{at(organisation)}/tabak", sure="1")

    kept = db.session.get_one(Organisation, organisation.id)
    assert (kept.definition, kept.confirmed_by_id, kept.confirmed_at) == (DEFINITION, coordinator.id, first)
    assert "Nagekeken door Hanneke Prins" in desk.open(at(organisation))
    assert logged(coordinator) == ["organisation.confirm"]


def test_a_new_definition_asks_again_and_a_mistake_can_be_taken_back(desk, coordinator):
    organisation = an_organisation()  # confirmed with the definition of 2022

    assert "met een eerdere tekst" in desk.open(at(organisation))
    desk.submit(f"{at(organisation)}/tabak", sure="1")
    desk.submit(f"{at(organisation)}/tabak/terug")

    kept = db.session.get_one(Organisation, organisation.id)
    assert (kept.definition, kept.confirmed_at, kept.confirmed_by_id) == (None, None, None)
    assert logged(coordinator) == ["organisation.confirm", "organisation.unconfirm"]


def test_contacts_are_added_changed_and_taken_away(desk, coordinator):
    organisation = an_organisation()
    told = {"name": "Loes de Wit", "email": "Loes@Welzijn.nl", "phone": "030 123 45 67"}
    desk.submit(f"{at(organisation)}/contacten/nieuw", **told)
    contact = db.session.scalars(select(Contact)).one()
    card = f"{at(organisation)}/contacten/{contact.uid}"

    assert "Loes de Wit" in desk.open(at(organisation))
    desk.submit(card, name="Loes Zwart", email="loes@welzijn.nl")
    assert "Loes Zwart" in desk.open(at(organisation))
    desk.submit(f"{card}/weg")

    assert "Loes Zwart" not in desk.open(at(organisation))
    assert logged(coordinator) == [f"organisation.contact.{what}" for what in ("add", "change", "remove")]


def test_a_contact_can_be_reached_in_some_way(desk):
    organisation = an_organisation()

    page = desk.submit(f"{at(organisation)}/contacten/nieuw", expect=422, name="Loes de Wit").text

    assert "Vul een e-mailadres of een telefoonnummer in." in page


def test_a_contact_of_another_organisation_is_not_there(desk):
    here, there = an_organisation(), an_organisation()
    desk.submit(f"{at(here)}/contacten/nieuw", name="Loes de Wit", phone="030 1234567")
    contact = db.session.scalars(select(Contact)).one()

    desk.open(f"{at(there)}/contacten/{contact.uid}", expect=404)


def test_somebody_works_in_one_place_and_manages_a_ggd_as_long_as_they_work_there(desk, coordinator):
    ggd, other = an_organisation(OrganisationKind.GGD, "GGD Oost"), an_organisation(name="Welzijn Oost")
    peter = a_person(name="Peter Wolters", email="peter@ggd.nl")

    desk.submit(f"{at(ggd)}/mensen", **{"werk-email": "Peter@GGD.nl", "werk-function": "Manager", "werk-manages": "1"})
    assert [person.name for person in managers_of(ggd.id)] == ["Peter Wolters"]
    assert "GGD-manager" in desk.open(at(ggd))
    desk.submit(f"{at(other)}/mensen", **{"werk-email": "peter@ggd.nl"})

    assert managers_of(ggd.id) == []
    assert not person_by_uid(peter.uid).has_role(Role.GGD_MANAGER)
    assert ("Peter Wolters" in desk.open(at(ggd)), "Peter Wolters" in desk.open(at(other))) == (False, True)
    desk.submit(f"{at(other)}/mensen/{peter.uid}/weg")
    assert db.session.scalars(select(func.count()).where(Affiliation.until.is_(None))).one() == 0
    assert logged(coordinator) == [
        "organisation.work.begin",
        "role.give.ggd_manager",
        "role.take.ggd_manager",
        "organisation.work.begin",
        "organisation.work.end",
    ]


def test_who_has_no_account_is_invited_first(desk):
    organisation = an_organisation()

    page = desk.submit(f"{at(organisation)}/mensen", expect=422, **{"werk-email": "wie@ggd.nl"}).text

    assert "Niemand heeft een account met dit e-mailadres." in page


def test_who_is_erased_leaves_no_contact_card_behind(database):
    organisation = an_organisation()
    person = a_person(email="loes@welzijn.nl")
    db.session.add(Contact(organisation_id=organisation.id, name="Loes", email="loes@welzijn.nl"))
    db.session.commit()
    assert kept_of(person)["contact"] == [
        {"organisation": organisation.name, "name": "Loes", "function": "", "phone": ""}
    ]

    erase_person(person, by="tests", origin="tests")

    assert db.session.scalars(select(Contact)).all() == []


def test_a_list_costs_the_same_for_one_and_for_many_and_is_paged_by_name(desk, statements):
    an_organisation(name="Welzijn 00")
    with statements(2):
        desk.open(LIST)
    for number in range(1, PAGE + 2):
        an_organisation(name=f"Welzijn {number:02}")

    with statements(2):
        first = desk.open(LIST)
    last = db.session.scalars(select(Organisation.slug).where(Organisation.name == "Welzijn 49")).one()
    second = desk.open(f"{LIST}?na={last}")

    assert ("Welzijn 49" in first, "Welzijn 51" in first) == (True, False)
    assert ("Welzijn 49" in second, "Welzijn 51" in second) == (False, True)


def test_the_page_of_an_organisation_costs_the_same_for_one_worker_and_for_three(desk, statements):
    organisation = an_organisation(OrganisationKind.GGD)

    def come(number):
        desk.submit(f"{at(organisation)}/contacten/nieuw", name=f"Contact {number}", phone="030 1234567")
        person = a_person(name=f"Mens {number}")
        desk.submit(f"{at(organisation)}/mensen", **{"werk-email": person.email})

    come(1)
    with statements(6):
        desk.open(at(organisation))
    come(2)
    come(3)
    with statements(6):
        desk.open(at(organisation))


@pytest.mark.races
def test_of_two_who_add_the_same_organisation_at_once_one_reads_a_sentence(app, database):
    desks = [Browser(app).sign_in(a_person(Role.COORDINATOR)) for _ in range(4)]
    db.session.remove()

    def add(desk):
        return desk.client.post(f"{LIST}/nieuw", data={"name": "Welzijn Oost", "kind": "welfare"})

    with ThreadPoolExecutor(len(desks)) as pool:
        found = list(pool.map(add, desks))

    assert sorted(response.status_code for response in found) == [303, 422, 422, 422]
    assert db.session.scalars(select(Organisation.name)).all() == ["Welzijn Oost"]


@pytest.mark.parametrize("kind", [OrganisationKind.GGD, OrganisationKind.MUNICIPALITY])
def test_what_a_neighbourhood_belongs_to_stays_open_and_what_it_is(desk, kind):
    place = a_neighbourhood("Oosterveld")
    theirs = place.ggd_id if kind is OrganisationKind.GGD else place.municipality_id
    organisation = db.session.get(Organisation, theirs)
    told, here = {"name": "Andere naam", "kind": kind.value}, f"{at(organisation)}/gegevens"

    other_kind = desk.submit(here, expect=422, **{**told, "kind": "sport"}).text
    closing = desk.submit(here, expect=422, **told, closed="1").text
    desk.submit(here, **told)

    assert ("hoort nog bij een wijk" in other_kind, "hoort nog bij een wijk" in closing) == (True, True)
    kept = db.session.get(Organisation, theirs, populate_existing=True)
    assert (kept.name, kept.kind, kept.closed_at) == ("Andere naam", kind, None)
