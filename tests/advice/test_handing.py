"""An adviser is away, or leaves: every question has somebody who answers it, and nothing is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import deactivate, set_platform_roles
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.answering import ask_to_read, save_draft
from lms.advice.commands.confidential import lift_confidential, mark_confidential
from lms.advice.commands.handing import let_adviser_read
from lms.advice.commands.offering import Seen, weigh
from lms.advice.commands.taking import ask_to_take_over, take_over
from lms.advice.enums import Certainty, Reply, SignalSource, State
from lms.advice.models import Advice, AdviceAssignment
from lms.advice.policy import read_by
from lms.advice.queries.lists import home_of
from lms.advice.queries.pack import pack_of
from lms.advice.queries.people import open_request
from lms.advice.queries.piles import Pile
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.advisers import name_adviser
from tests.factories.advice import PRACTISE, a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member
from tests.programme.people_here import again

HOW = {"origin": "test"}
SEEN = Seen(SignalSource.VISIT, "De stap staat stil.", "Jullie zoeken mensen.")


def boss():
    return a_person(Role.COORDINATOR, name="Anna Vries")


def away(person, stand_in, days=5):
    plan_absence(again(person), again(stand_in), today(), today() + timedelta(days=days), by=again(person), **HOW)
    db.session.commit()


def reads(person):
    found = select(Advice.title).where(read_by(again(person))).order_by(Advice.id)
    return db.session.scalars(found).all()


def desk(person):
    bench = home_of(again(person)).bench
    return [row.advice.title for pile in (Pile.TODAY, Pile.LATER) for row in bench.piles[pile].rows]


def causes(person):
    return db.session.scalars(select(Notice.cause).where(Notice.person_id == person.id).order_by(Notice.id)).all()


def test_while_an_adviser_is_away_questions_go_to_who_stands_in(wijk, samira, joost, miriam):
    before = a_question(wijk, samira, "Een oude vraag?")
    away(joost, miriam)

    new = a_question(wijk, samira, "Een nieuwe vraag?")

    assert (before.owner_id, new.owner_id) == (joost.id, miriam.id)
    assert desk(miriam) == ["Een oude vraag?", "Een nieuwe vraag?"]
    assert "advice.asked" in causes(miriam)


def test_a_question_without_an_adviser_waits_and_finds_one(wijk, samira, joost, miriam):
    anna = boss()
    joost.active = False
    db.session.commit()
    advice = a_question(wijk, samira)
    waits, told = advice.state, causes(anna)

    name_adviser(wijk, again(miriam), by=anna, **HOW)

    db.session.refresh(advice)
    assert (waits, told) == (State.TRIAGE, ["advice.nobody_answers"])
    assert (advice.state, advice.owner_id) == (State.ASSIGNED, miriam.id)


def test_a_coordinator_finds_an_adviser_and_reads_nothing(wijk, samira, joost):
    anna = boss()
    joost.active = False
    db.session.commit()
    a_question(wijk, samira)

    assert reads(anna) == []


def test_another_adviser_gets_everything_that_is_open(wijk, samira, joost, miriam):
    titles = ["Eerste vraag?", "Tweede vraag?", "Derde vraag?"]
    rows = [a_question(wijk, samira, title) for title in titles]
    answered(rows[0], joost)

    name_adviser(wijk, again(miriam), by=boss(), **HOW)
    db.session.commit()

    assert (reads(miriam), reads(joost)) == (titles, [])
    assert {each.owner_id for each in db.session.scalars(select(Advice))} == {miriam.id}
    assert [row.advice.title for bag in pack_of(again(miriam)) for row in bag.open] == titles[:0:-1]


def test_what_is_confidential_goes_along_only_with_a_yes(wijk, samira, joost, miriam):
    advice = a_question(wijk, samira, "Geheim?", confidential=True)

    name_adviser(wijk, again(miriam), by=boss(), **HOW)
    db.session.commit()
    before = (reads(miriam), "advice.choose_reader" in causes(samira))
    let_adviser_read(advice, again(miriam), by=again(samira), **HOW)

    assert (before, reads(miriam), reads(samira)) == (([], True), ["Geheim?"], ["Geheim?"])


def test_marking_names_who_reads_and_lifting_is_for_who_is_named(wijk, samira, joost):
    advice = a_question(wijk, samira)
    teun = a_member(wijk, Role.DEPUTY_DIRECTOR, name="Teun Maas")
    mark_confidential(advice, [], "Over iemand.", by=again(samira), **HOW)

    assert (reads(teun), reads(samira), reads(joost)) == ([], [advice.title], [advice.title])
    with pytest.raises(Refusal):
        lift_confidential(advice, "Mag open.", by=again(teun), **HOW)
    lift_confidential(advice, "Mag open.", by=again(samira), **HOW)
    assert reads(teun) == [advice.title]


@pytest.mark.parametrize("way", ["closes", "loses the role"])
def test_nothing_waits_for_an_adviser_who_stops(wijk, samira, joost, miriam, way):
    taken, asked, read, secret = (a_question(wijk, samira, f"Vraag {each}?") for each in range(4))
    tip = weigh(wijk, SEEN, by=again(joost), form_key=new_uid(24), **HOW)
    mark_confidential(secret, [], "Over iemand.", by=again(samira), **HOW)
    for each in (taken, asked, secret):
        ask_to_take_over(each, person_by_id(miriam.id), "Jij weet meer.", by=person_by_id(joost.id), **HOW)
    for each in (taken, secret):
        take_over(open_request(each), each, by=person_by_id(miriam.id), **HOW)
    for each in (read, tip):
        save_draft(each, "Ga langs.", certainty=Certainty.FIRM, todo=(PRACTISE,), by=person_by_id(joost.id), **HOW)
        ask_to_read(each, person_by_id(miriam.id), by=person_by_id(joost.id), **HOW)
    db.session.commit()

    admin = a_person(Role.ADMINISTRATOR)
    db.session.expire_all()
    miriam, admin = person_by_id(miriam.id), person_by_id(admin.id)
    if way == "closes":
        deactivate(miriam, by="test", **HOW)
    else:
        set_platform_roles(miriam, set(), by=admin, **HOW)
    db.session.commit()
    db.session.expire_all()

    owners = [each.owner_id for each in (taken, asked, read, tip, secret)]
    assert (owners, read.state, tip.state) == ([joost.id] * 5, State.IN_PROGRESS, State.DRAFT)
    assert set(db.session.scalars(select(AdviceAssignment.reply))) == {Reply.ACCEPTED, Reply.TAKEN_BACK}
    assert {"Vraag 0?", "Vraag 1?", "Vraag 2?"} <= set(desk(joost))
    assert open_to_others(secret, miriam) == []


def open_to_others(advice, person):
    return [title for title in reads(person) if title == advice.title]
