"""Being away: the stand-in has the rights for those days and no longer, and what comes in goes to the stand-in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id, person_by_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands.absences import call_off, plan_absence
from lms.programme.commands.advisers import name_adviser
from lms.programme.commands.teams import end_membership, name_director
from lms.programme.models import Absence
from lms.programme.policy import can_lead, roles_in
from lms.programme.queries.absences import absences_in, addressees, own_absence, possible_stand_ins
from lms.programme.queries.teams import open_membership
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, an_organisation
from tests.programme.people_here import again

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER
DAY = timedelta(days=1)


@pytest.fixture
def ggd(database):
    return an_organisation(name="GGD Rijnmare")


@pytest.fixture
def wijk(ggd):
    return a_neighbourhood("Oosterveld", ggd=ggd)


@pytest.fixture
def samira(wijk):
    return a_member(wijk, DIRECTOR, name="Samira Bennani")


@pytest.fixture
def teun(wijk):
    return a_member(wijk, WORKER, name="Teun Maas")


def away(person, stand_in, first=0, last=3):
    absence = plan_absence(
        again(person), again(stand_in), today() + first * DAY, today() + last * DAY, by=person, origin="test"
    )
    db.session.commit()
    return absence


def names(people):
    return [person.name for person in people]


def test_a_stand_in_leads_during_the_days_and_not_before_or_after(wijk, samira, teun):
    with time_machine.travel(now(), tick=False) as clock:
        away(samira, teun, first=2, last=3)
        seen = []
        for _ in range(6):
            seen.append((can_lead(again(teun), wijk), names(addressees(wijk, DIRECTOR))))
            clock.shift(DAY)

    there, instead = (False, ["Samira Bennani"]), (True, ["Teun Maas"])
    assert seen == [there, there, instead, instead, there, there]


def test_who_is_away_keeps_the_own_rights(wijk, samira, teun):
    away(samira, teun)

    assert roles_in(again(samira), wijk) == {DIRECTOR}
    assert roles_in(again(teun), wijk) == {WORKER, DEPUTY}


def test_calling_off_ends_what_was_lent_and_nothing_else(wijk, samira):
    deputy = a_member(wijk, DEPUTY, name="Teun Maas")
    absence = away(samira, deputy)

    call_off(own_absence(absence.uid, samira), by=samira, origin="test")

    assert roles_in(again(deputy), wijk) == {DEPUTY}
    assert names(addressees(wijk, DIRECTOR)) == ["Samira Bennani"]
    told = db.session.scalars(select(Notice.text).where(Notice.person_id == deputy.id).order_by(Notice.id)).all()
    assert told[0].startswith("Je neemt waar voor Samira Bennani van ")
    assert told[1].startswith("Samira Bennani is er weer. Je hoeft niet meer waar te nemen")


def test_an_adviser_is_replaced_by_another_adviser_in_every_neighbourhood(wijk):
    joost, ria = person_by_id(wijk.adviser_id), a_person(Role.ADVISER, name="Ria Smit")
    second = a_neighbourhood("Havenbuurt", adviser=again(joost))

    away(joost, ria)

    assert [roles_in(again(ria), each) for each in (wijk, second)] == [{Role.ADVISER}] * 2
    assert [names(addressees(each, Role.ADVISER)) for each in (wijk, second)] == [["Ria Smit"]] * 2


def test_who_may_stand_in(ggd, wijk, samira, teun):
    fellow = a_member(a_neighbourhood("Havenbuurt", ggd=ggd), DIRECTOR, name="Bas Bos")
    a_member(a_neighbourhood("Ver Weg"), DIRECTOR, name="Uit Een Andere GGD")
    a_member(wijk, Role.KEY_PERSON, name="Fatma Aydin")
    a_member(wijk, DEPUTY, name="Dennis Kool")
    ria = a_person(Role.ADVISER, name="Ria Smit")

    assert names(possible_stand_ins(samira)) == [fellow.name, "Dennis Kool", teun.name]
    assert ria.name in names(possible_stand_ins(person_by_id(wijk.adviser_id)))
    assert samira.name not in names(possible_stand_ins(person_by_id(wijk.adviser_id)))


def test_somebody_else_is_refused(wijk, samira):
    with pytest.raises(Refusal, match="kan niet voor jou waarnemen"):
        away(samira, a_member(wijk, Role.KEY_PERSON))


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1), (0, 500)])
def test_days_that_cannot_be_are_refused(wijk, samira, teun, first, last):
    with pytest.raises(Refusal):
        away(samira, teun, first, last)


def test_days_beyond_the_calendar_are_refused_with_a_sentence(browser, wijk, samira, teun):
    far = {"starts_on": "9999-12-01", "ends_on": "9999-12-31", "stand_in": teun.uid}

    page = browser.sign_in(samira).submit("/account/afwezig", expect=422, **far).text

    assert "Vul een jaar in van 2000 tot en met 2100." in page


def test_absences_do_not_overlap_nor_lean_on_each_other(wijk, samira, teun):
    bas = a_member(a_neighbourhood("Havenbuurt", ggd=wijk.ggd), DIRECTOR, name="Bas Bos")
    away(samira, bas, 5, 9)

    for who, instead in ((samira, teun), (bas, samira)):
        with pytest.raises(Refusal):
            away(who, instead, 9, 12)
    away(samira, teun, 10, 12)
    with pytest.raises(Refusal, match="ook weg"):
        away(bas, samira, 11, 11)


def test_a_neighbourhood_gained_while_away_goes_along_with_who_may_stand_in_there(wijk, samira, teun):
    away(samira, teun)
    second, third = a_neighbourhood("Havenbuurt"), a_neighbourhood("Ver Weg")
    a_member(second, WORKER, teun)
    by = a_person(Role.COORDINATOR)

    for each in (second, third):
        name_director(each, again(samira), by=by, origin="test")

    assert roles_in(again(teun), second) == {WORKER, DEPUTY}
    assert roles_in(again(teun), third) == frozenset()
    assert names(addressees(second, DIRECTOR)) == ["Teun Maas"]


def test_a_neighbourhood_given_away_takes_the_lent_rights_back(wijk, samira, teun):
    dennis = a_member(wijk, DEPUTY, name="Dennis Kool")
    away(samira, teun)

    name_director(wijk, again(dennis), by=samira, origin="test")

    assert roles_in(again(teun), wijk) == {WORKER}
    assert names(addressees(wijk, DIRECTOR)) == ["Dennis Kool"]


def test_another_adviser_ends_the_stand_in_of_the_one_before(wijk):
    joost, ria, els = person_by_id(wijk.adviser_id), a_person(Role.ADVISER, name="Ria"), a_person(Role.ADVISER)
    away(joost, ria)

    name_adviser(wijk, again(els), by=joost, origin="test")

    assert roles_in(again(ria), wijk) == frozenset()
    assert addressees(wijk, Role.ADVISER) == [els]


def test_a_stand_in_who_leaves_the_team_stands_in_no_more(wijk, samira, teun):
    away(samira, teun)

    end_membership(open_membership(wijk, teun), by=samira, origin="test")

    assert roles_in(again(teun), wijk) == frozenset()
    assert names(addressees(wijk, DIRECTOR)) == ["Samira Bennani"]


def test_while_there_is_no_director_questions_go_to_the_adviser(wijk):
    a_member(wijk, WORKER, name="Teun Maas")

    assert names(addressees(wijk, DIRECTOR)) == ["Joost Vermaat"]
    assert names(addressees(wijk, WORKER)) == ["Teun Maas"]


def test_asking_whom_to_address_costs_one_statement(wijk, samira, teun, statements):
    away(samira, teun)

    for role in (DIRECTOR, Role.ADVISER, WORKER):
        with statements(1):
            addressees(wijk, role)


def test_the_team_reads_who_is_away_and_who_stands_in(browser, wijk, samira, teun):
    away(samira, teun)

    page = browser.sign_in(teun).open("/wijken/oosterveld/team")

    assert "Samira Bennani is weg van" in page
    assert "Jij neemt waar." in page
    assert names(each.stand_in for each in absences_in(wijk)) == ["Teun Maas"]


@pytest.mark.parametrize("address", ["/", "/wijken/oosterveld", "/wijken/oosterveld/team"])
def test_who_is_away_is_spoken_to_and_others_are_told(app, browser, wijk, samira, teun, address):
    away(samira, teun)
    other = a_member(wijk, Role.DEPUTY_DIRECTOR, name="Els Brouwer")

    own, told = browser.sign_in(samira).open(address), Browser(app).sign_in(other).open(address)

    assert ("Je bent weg van" in own, "Teun Maas neemt voor je waar." in own) == (True, True)
    assert ("Samira Bennani is weg van" in told, "Teun Maas neemt waar." in told) == (True, True)


def test_a_director_arranges_it_and_calls_it_off(browser, wijk, samira, teun):
    browser.sign_in(samira)
    assert "Regel wie waarneemt" in browser.open("/account")
    told = {"starts_on": str(today()), "ends_on": str(today() + 2 * DAY)}
    browser.submit("/account/afwezig", expect=422, **told)

    page = browser.follow(browser.submit("/account/afwezig", **told, stand_in=teun.uid))
    absence = db.session.scalars(select(Absence)).one()
    gone = browser.follow(browser.submit(f"/account/afwezig/{absence.uid}/intrekken"))

    assert "Teun Maas neemt voor je waar en krijgt bericht." in page
    assert ("Dit staat klaar" in page, "Dit staat klaar" in gone) == (True, False)


def test_nobody_calls_off_what_is_not_theirs(browser, wijk, samira, teun):
    absence = away(samira, teun)
    bas = a_member(a_neighbourhood("Havenbuurt"), DIRECTOR)

    browser.sign_in(bas).submit(f"/account/afwezig/{absence.uid}/intrekken", expect=404)
    browser.sign_in(a_member(wijk, WORKER)).open("/account/afwezig", expect=403)


@pytest.mark.races
def test_of_two_absences_at_once_one_is_kept(app, database):
    wijk = a_neighbourhood("Oosterveld")
    samira = a_member(wijk, DIRECTOR).uid
    teun = a_member(wijk, WORKER).uid

    def plan(_):
        with app.app_context(), unit_of_work():
            person = person_by_uid(samira)
            try:
                plan_absence(person, person_by_uid(teun), today(), today() + DAY, by=person, origin="test")
            except Refusal:
                return "refused"
            return "kept"

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(plan, range(5)))

    db.session.rollback()
    assert sorted(answers) == ["kept", "refused", "refused", "refused", "refused"]
    assert db.session.query(Absence).count() == 1
