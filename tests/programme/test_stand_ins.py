"""Who stands in for what: in words before and after, and told when it ends before its time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import deactivate, set_platform_roles
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.commands.absences import call_off, plan_absence
from lms.programme.commands.teams import change_role, end_membership
from lms.programme.policy import roles_in
from lms.programme.queries.absences import absences_in, can_stand_in, duties_of, own_absence, possible_stand_ins
from lms.programme.queries.stand_ins import arranged, candidates
from lms.programme.queries.teams import open_membership
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, an_organisation
from tests.programme.people_here import again

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER
DAY = timedelta(days=1)
HERE = "/account/afwezig"


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


@pytest.fixture
def hanneke(database):
    return a_person(Role.COORDINATOR, name="Hanneke Vos")


def away(person, stand_in, first=0, last=3):
    days = (today() + first * DAY, today() + last * DAY)
    absence = plan_absence(again(person), again(stand_in), *days, by=person, origin="test")
    db.session.commit()
    return absence


def told(person, *causes):
    rows = select(Notice.text).where(Notice.person_id == person.id, Notice.cause.in_(causes)).order_by(Notice.id)
    return db.session.scalars(rows).all()


def both(wijk, samira):
    """Let a director of one neighbourhood be the adviser of another."""
    return a_neighbourhood("Havenbuurt", adviser=again(samira))


def test_everybody_to_choose_is_shown_with_as_what_they_are_known(browser, ggd, wijk, samira, teun):
    a_member(a_neighbourhood("Molenhoek", ggd=ggd), DIRECTOR, name="Bas Bos")
    both(wijk, samira)
    a_person(Role.ADVISER, name="Ria Smit")

    page = browser.sign_in(samira).open(HERE)

    shown = ("Bas Bos, wijkregisseur van Molenhoek", "Ria Smit, adviseur", "Teun Maas, sociaal werker in Oosterveld")
    assert [words in page for words in shown] == [True] * 3
    assert f'value="{today().isoformat()}"' in page


def test_who_can_be_chosen_is_who_may_stand_in(ggd, wijk, samira, teun):
    both(wijk, samira)
    a_member(a_neighbourhood("Molenhoek", ggd=ggd), DIRECTOR, name="Bas Bos")
    for role in (DEPUTY, Role.KEY_PERSON):
        a_member(wijk, role)
    a_member(wijk, WORKER).active = False
    a_person(Role.ADVISER)

    found = candidates(samira)

    assert [each.person for each in found] == list(possible_stand_ins(samira))
    for each in found:
        assert set(each.duties) == {duty for duty in duties_of(samira) if can_stand_in(each.person.id, *duty)}


@pytest.mark.parametrize("many", [1, 9])
def test_the_page_costs_the_same_for_one_neighbourhood_and_for_many(browser, wijk, statements, many):
    joost = person_by_id(wijk.adviser_id)
    for number in range(1, many):
        a_neighbourhood(f"Wijk {number}", adviser=again(joost))
        a_person(Role.ADVISER)
    away(joost, a_person(Role.ADVISER))
    browser.sign_in(joost)

    with statements(9):
        browser.open(HERE)


def test_what_is_lent_to_nobody_is_said_with_what_happens_then(browser, wijk, samira, teun):
    both(wijk, samira)
    a_person(Role.ADVISER, name="Ria Smit")
    days = {"starts_on": str(today()), "ends_on": str(today())}
    before = browser.sign_in(samira).open(HERE)

    page = browser.follow(browser.submit(HERE, **days, stand_in=teun.uid))

    assert before.count("Kan niet waarnemen als adviseur van Havenbuurt.") == 1
    assert "Teun Maas neemt waar: wijkregisseur van Oosterveld" in page
    assert "Niemand neemt waar als adviseur van Havenbuurt." in page
    assert "Vragen en mail daarover blijven naar jou gaan." in page


def test_a_duty_that_nobody_can_take_is_said_before_choosing(browser, wijk, samira, teun):
    both(wijk, samira)
    person_by_id(wijk.adviser_id).active = False

    page = browser.sign_in(samira).open(HERE)

    assert "Niemand kan waarnemen als adviseur van Havenbuurt." in page


def test_all_that_is_wrong_is_said_at_once(browser, wijk, samira, teun):
    away(samira, teun, 0, 20)
    first, last = today() + 10 * DAY, today() + 5 * DAY

    wrong_days = browser.sign_in(samira).submit(HERE, expect=422, starts_on=str(first), ends_on=str(last)).text
    overlap = browser.submit(HERE, expect=422, starts_on=str(last), ends_on=str(first)).text

    assert ("De laatste dag ligt voor de eerste." in wrong_days, "Kies wie waarneemt." in wrong_days) == (True, True)
    assert ("al afwezig gemeld" in overlap, "Kies wie waarneemt." in overlap) == (True, True)


def test_leaving_the_team_tells_who_is_away_and_the_coordinator(wijk, samira, teun, hanneke):
    away(samira, teun)

    end_membership(open_membership(wijk, teun), by=again(samira), origin="test")

    assert told(samira, "absence.stand_in_gone") == [
        "Niemand neemt meer voor je waar als wijkregisseur van Oosterveld. Regel het opnieuw"
    ]
    assert told(hanneke, "absence.ended_early") == ["Niemand neemt nu waar: wijkregisseur van Oosterveld"]
    assert arranged(again(samira))[0].to_nobody == duties_of(samira)


def test_a_role_that_cannot_stand_in_tells_too(wijk, samira, teun, hanneke):
    away(samira, teun)

    change_role(open_membership(wijk, teun), Role.KEY_PERSON, by=again(samira), origin="test")

    assert len(told(samira, "absence.stand_in_gone")) == len(told(hanneke, "absence.ended_early")) == 1


def test_an_adviser_who_loses_the_role_tells_once_about_all_neighbourhoods(wijk, hanneke):
    joost, ria = person_by_id(wijk.adviser_id), a_person(Role.ADVISER, name="Ria Smit")
    a_neighbourhood("Havenbuurt", adviser=again(joost))
    away(joost, ria)

    admin = a_person(Role.ADMINISTRATOR)

    set_platform_roles(again(ria), [], by=person_by_id(admin.id), origin="test")

    words = "Niemand neemt nu waar: adviseur van Havenbuurt, adviseur van Oosterveld"
    assert told(hanneke, "absence.ended_early") == [words]
    assert len(told(joost, "absence.stand_in_gone")) == 1


def test_a_closed_account_stands_in_no_more_and_tells(wijk, samira, teun, hanneke):
    away(samira, teun)

    deactivate(again(teun), by="cli", origin="test")

    assert DEPUTY not in roles_in(again(teun), wijk)
    assert absences_in(wijk) == []
    assert len(told(samira, "absence.stand_in_gone")) == len(told(hanneke, "absence.ended_early")) == 1


def test_what_had_not_begun_is_told_to_who_will_be_away_only(wijk, samira, teun, hanneke):
    away(samira, teun, 2, 4)

    deactivate(again(teun), by="cli", origin="test")

    assert len(told(samira, "absence.stand_in_gone")) == 1
    assert told(hanneke, "absence.ended_early") == []


@pytest.mark.parametrize(
    ("first", "words"), [(0, ["Eerder terug dan afgesproken: wijkregisseur van Oosterveld"]), (2, [])]
)
def test_calling_off_tells_the_coordinator_when_it_had_begun(wijk, samira, teun, hanneke, first, words):
    absence = away(samira, teun, first)

    call_off(own_absence(absence.uid, samira), by=samira, origin="test")

    assert told(hanneke, "absence.ended_early") == words
    assert told(samira, "absence.stand_in_gone") == []


def test_calling_off_for_somebody_else_tells_them(wijk, samira, teun, hanneke):
    absence = away(samira, teun)

    call_off(own_absence(absence.uid, samira), by=hanneke, origin="test")

    assert told(samira, "absence.stand_in_gone") == ["Je afwezigheid is ingetrokken. Niemand neemt meer voor je waar"]
