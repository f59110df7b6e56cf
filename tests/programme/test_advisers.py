"""One fixed adviser at a time, with history; right, term and neighbourhood say the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Notice
from lms.accounts.queries.people import person_by_id, person_by_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands.advisers import name_adviser
from lms.programme.models import AdviserTerm, Neighbourhood
from lms.programme.policy import advises
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.signals import adviser_changed
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def hanneke(database):
    return a_person(Role.COORDINATOR, name="Hanneke Vos")


def test_another_adviser_takes_over_and_the_one_before_stays_as_history(wijk, hanneke):
    before, ria = person_by_id(wijk.adviser_id), a_person(Role.ADVISER, name="Ria Smit")

    name_adviser(wijk, ria, by=hanneke, origin="test")

    terms = db.session.scalars(select(AdviserTerm).order_by(AdviserTerm.id)).all()
    assert [(term.person_id, term.until is None) for term in terms] == [(before.id, False), (ria.id, True)]
    assert (advises(again(before), wijk), advises(again(ria), wijk), wijk.adviser_id) == (False, True, ria.id)


def test_others_hear_of_it_and_the_adviser_is_told(app, wijk, hanneke):
    heard, ria, before = [], a_person(Role.ADVISER, name="Ria Smit"), wijk.adviser_id

    def listen(_app, **facts):
        heard.append((facts["neighbourhood"].name, facts["person"].name, facts["before"].id))

    with adviser_changed.connected_to(listen, sender=app):
        name_adviser(wijk, ria, by=hanneke, origin="test")

    assert heard == [("Oosterveld", "Ria Smit", before)]
    assert [row.text for row in db.session.scalars(select(Notice))] == ["Je bent nu de vaste adviseur van Oosterveld"]


def test_only_who_has_the_role_adviser_can_be_named(wijk, hanneke):
    for person in (a_person(Role.EDITOR), a_person(Role.ADVISER, active=False)):
        with pytest.raises(Refusal, match="Kies iemand met de rol adviseur"):
            name_adviser(wijk, person, by=hanneke, origin="test")

    assert db.session.query(AdviserTerm).count() == 1


def test_a_coordinator_names_the_adviser_on_a_page_with_the_history(browser, wijk, hanneke):
    ria = a_person(Role.ADVISER, name="Ria Smit")
    browser.sign_in(hanneke).open("/beheer/wijken/oosterveld/adviseur")
    browser.submit("/beheer/wijken/oosterveld/adviseur", expect=422, person="")

    page = browser.follow(browser.submit("/beheer/wijken/oosterveld/adviseur", person=ria.uid))

    assert "Ria Smit is nu de vaste adviseur van Oosterveld." in page
    assert "Joost Vermaat" in page


@pytest.mark.parametrize("role", [Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR])
def test_directors_do_not_name_their_adviser(browser, wijk, role):
    browser.sign_in(a_member(wijk, role)).open("/beheer/wijken/oosterveld/adviseur", expect=403)


@pytest.mark.races
def test_of_many_who_are_named_at_once_one_advises(app, database):
    a_neighbourhood("Oosterveld")
    by = a_person(Role.COORDINATOR).uid
    uids = [a_person(Role.ADVISER, name=f"Adviseur {number}").uid for number in range(5)]

    def name(uid):
        with app.app_context(), unit_of_work():
            here = neighbourhood_by_slug("oosterveld", person_by_uid(by))
            name_adviser(here, person_by_uid(uid), by=person_by_uid(by), origin="test")

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(name, uids))

    db.session.rollback()
    db.session.expire_all()
    (term,) = db.session.scalars(select(AdviserTerm).where(AdviserTerm.until.is_(None))).all()
    (grant,) = db.session.scalars(select(Grant).where(Grant.role == Role.ADVISER, Grant.until.is_(None))).all()
    assert term.person_id == grant.person_id == db.session.scalar(select(Neighbourhood.adviser_id))
    assert db.session.query(AdviserTerm).count() == 6
