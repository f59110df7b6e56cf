"""What is lent stays lent: no duty for who may not have it, nothing for good, and nothing without its ground."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.people import deactivate, reactivate, set_platform_roles
from lms.accounts.enums import Role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.invitations import invite_list, invite_member
from lms.programme.commands.prompts import Reply, answer_prompt, ask, ask_where_it_is_quiet
from lms.programme.commands.steps import see_step_otherwise
from lms.programme.commands.teams import change_role, end_membership, name_director
from lms.programme.enums import PromptKind, StepStatus
from lms.programme.models import Neighbourhood
from lms.programme.policy import can_know, can_lead, leads, roles_in, roles_to_give
from lms.programme.queries.absences import addressees, leading_now
from lms.programme.queries.invitation_lists import Row, read_list
from lms.programme.queries.invitations import Planned, plan_of
from lms.programme.queries.prompts import subject_of
from lms.programme.queries.teams import open_membership
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme, an_organisation, the_programme
from tests.programme.people_here import again

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def adviser(wijk):
    return person_by_id(wijk.adviser_id)


def away(person, stand_in, days=3):
    until = today() + timedelta(days=days)
    plan_absence(again(person), again(stand_in), today(), until, by=person, origin="test")
    db.session.commit()


def test_each_duty_goes_only_to_who_may_stand_in_for_it(wijk):
    samira = a_member(wijk, DIRECTOR)
    second = a_neighbourhood("Havenbuurt", adviser=again(samira))
    third = a_neighbourhood("Ver Weg")
    a_member(third, DIRECTOR, samira)
    teun = a_member(wijk, WORKER, name="Teun Maas")

    away(samira, teun)

    assert roles_in(again(teun), wijk) == {WORKER, DEPUTY}
    assert [can_know(again(teun), each) for each in (second, third)] == [False, False]


def test_who_leads_by_a_lent_right_gives_nobody_a_leading_role(wijk):
    samira, teun, ria = (a_member(wijk, role) for role in (DIRECTOR, WORKER, WORKER))
    away(samira, teun)

    for who in (ria, teun):
        with pytest.raises(Refusal):
            change_role(open_membership(wijk, who), DEPUTY, by=again(teun), origin="test")

    assert roles_to_give(again(teun), wijk)[0] is WORKER
    with time_machine.travel(now() + timedelta(days=30)):
        assert not can_lead(again(teun), wijk)


def test_a_stand_in_of_the_adviser_makes_nobody_director(wijk, adviser):
    ria = a_person(Role.ADVISER, name="Ria Smit")
    away(adviser, ria)

    with pytest.raises(MayNotGive):
        invite_member(wijk, name="Ria", email=ria.email, role=DIRECTOR, by=again(ria), origin="test")

    assert (leads(again(ria), wijk), DIRECTOR in roles_to_give(again(ria), wijk)) == (True, False)


def test_nobody_names_themselves_director(wijk):
    deputy = a_member(wijk, DEPUTY)

    with pytest.raises(Refusal, match="niet zelf"):
        name_director(wijk, again(deputy), by=again(deputy), origin="test")


def test_a_list_gives_no_role_that_the_sender_may_not_give(wijk):
    row = Row(1, "Dennis Kool", "dennis@example.org", DEPUTY)

    with pytest.raises(Refusal):
        invite_list([Planned(row, wijk, known=False)], by=a_member(wijk, WORKER), origin="test")


def test_the_role_of_a_fixed_adviser_is_not_taken_in_silence(wijk, adviser):
    admin = a_person(Role.ADMINISTRATOR)

    with pytest.raises(Refusal, match="Oosterveld"):
        set_platform_roles(again(adviser), [], by=person_by_id(admin.id), origin="test")


def test_who_is_adviser_no_more_stands_in_no_more(wijk, adviser):
    ria, admin = a_person(Role.ADVISER, name="Ria Smit"), a_person(Role.ADMINISTRATOR)
    away(adviser, ria)

    set_platform_roles(again(ria), [], by=person_by_id(admin.id), origin="test")

    assert not can_know(again(ria), wijk)


def test_a_fellow_director_who_stops_stands_in_no_more(database):
    ggd = an_organisation(name="GGD Rijnmare")
    wijk, second = a_neighbourhood("Oosterveld", ggd=ggd), a_neighbourhood("Havenbuurt", ggd=ggd)
    samira, bas = a_member(wijk, DIRECTOR), a_member(second, DIRECTOR, name="Bas Bos")
    away(samira, bas)

    end_membership(open_membership(second, bas), by=samira, origin="test")

    assert not can_know(again(bas), wijk)


def test_an_invited_director_leads_from_when_they_come(wijk, adviser):
    by = a_person(Role.COORDINATOR)
    member = invite_member(wijk, name="Nieuw", email="nieuw@example.org", role=DIRECTOR, by=by, origin="test")

    assert wijk.director_id is None
    assert leads(again(adviser), wijk)
    assert addressees(wijk, DIRECTOR) == [adviser]
    with pytest.raises(Refusal, match="al een wijkregisseur"):
        invite_member(wijk, name="Nog een", email="een@example.org", role=DIRECTOR, by=again(by), origin="test")
    assert open_membership(wijk, role=DIRECTOR).id == member.id


def test_a_closed_director_is_a_vacancy_until_the_account_opens(wijk, adviser):
    samira = a_member(wijk, DIRECTOR)

    deactivate(again(samira), by="cli", origin="test")
    closed = leads(again(adviser), wijk), addressees(wijk, DIRECTOR)
    reactivate(again(samira), by="cli", origin="test")

    assert closed == (True, [adviser])
    assert (leads(again(adviser), wijk), wijk.director_id) == (False, samira.id)


def test_what_is_meant_for_the_director_goes_to_who_stands_in(wijk, adviser):
    samira, teun = a_member(wijk, DIRECTOR), a_member(wijk, WORKER, name="Teun Maas")
    away(samira, teun)
    wijk.last_sign_at = wijk.created_at = now() - timedelta(weeks=10)

    see_step_otherwise(wijk, "starten", StepStatus.DONE_FOR_NOW, by=adviser, origin="test")
    ask_where_it_is_quiet()

    told = db.session.execute(select(Notice.person_id, Notice.cause)).all()
    assert {person for person, _cause in told} == {teun.id}
    assert len(told) == 3


def test_whom_to_ask_is_the_same_for_one_and_for_many(wijk, adviser):
    second, third = a_neighbourhood("Havenbuurt"), a_neighbourhood("Ver Weg")
    samira, teun = a_member(wijk, DIRECTOR), a_member(wijk, WORKER, name="Teun Maas")
    a_member(second, DIRECTOR, name="Bas Bos")
    away(samira, teun)
    places = db.session.scalars(select(Neighbourhood)).all()

    many = leading_now(places)

    assert many == {each.id: addressees(each, DIRECTOR) for each in places}
    assert [each.id for each in many[third.id]] == [third.adviser_id]


def test_who_leads_no_more_answers_no_question(wijk):
    samira, by = a_member(wijk, DIRECTOR), a_person(Role.COORDINATOR)
    prompt = ask(samira, PromptKind.STANDSTILL, subject_of(wijk))
    end_membership(open_membership(wijk, samira), by=by, origin="test")

    with pytest.raises(Refusal, match="al gesloten"):
        answer_prompt(prompt, Reply.BUSY, by=again(samira), origin="test")


def test_a_name_that_two_neighbourhoods_have_is_refused_with_its_line(database):
    a_neighbourhood("Centrum", programme=the_programme())
    other = a_neighbourhood("Centrum twee", programme=a_programme("tweede"))
    other.name = "Centrum"
    a_neighbourhood("Élandwijk")
    lines = "Jan,jan@example.org,sociaal werker,centrum\nPiet,piet@example.org,sociaal werker,élandwijk"

    plan = plan_of(read_list(lines, with_place=True), again(a_person(Role.COORDINATOR)))

    assert [each.line for each in plan.problems] == [1]
    assert [each.neighbourhood.name for each in plan.people] == ["Élandwijk"]
