"""Asking, answering and responding on pages: each role sees what is theirs, and every form works without script."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.advice.commands.talking import write_note
from lms.advice.enums import State
from lms.advice.models import Advice
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

CANARY = "kanarie-notitie"
#: Statements of a page of advice with everything on it, for who leads and for who answers.
FOR_TEAM, FOR_ADVISER = 8, 10


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


def fresh(advice):
    db.session.expire_all()
    return db.session.get(Advice, advice.id)


def at(advice, rest=""):
    return f"/advies/{advice.number}{rest}"


def told(person):
    mine = select(Notice.text).where(Notice.person_id == person.id).order_by(Notice.id)
    return db.session.scalars(mine).all()


def test_a_question_asked_in_one_field_goes_to_the_adviser_with_a_day(visit, wijk, samira, joost):
    director = visit(samira)
    form = director.open("/advies/vraag?stap=wijk")
    key = re.search(r'name="form_key" type="hidden" value="(\w+)"', form)[1]

    page = director.follow(
        director.submit("/advies/vraag?wijk=oosterveld", question="Hoe bereiken we mannen?", step="wijk", form_key=key)
    )

    advice = db.session.scalars(select(Advice)).one()
    assert ("Joost Vermaat" in form, "Antwoord uiterlijk" in page) == (True, True)
    assert (advice.state, advice.owner_id, advice.step_key) == (State.ASSIGNED, joost.id, "wijk")
    assert told(joost) == ["Oosterveld heeft een vraag voor je"]


def test_from_question_to_response(visit, wijk, samira, joost):
    advice = a_question(wijk, samira)
    adviser, director = visit(joost), visit(samira)

    adviser.submit(at(advice, "/verhelderen"), clear="Hoe laten we mannen meedenken?")
    assert "Begrijpen we je goed?" in director.open(at(advice))
    director.submit(at(advice, "/klopt"))
    adviser.submit(
        at(advice, "/antwoord"),
        seen="0",
        text="Ga naar de garage.",
        certainty="likely",
        todo=["step:wijk"],
        practise="Samen langs de garage",
        act="stuur",
    )
    page = director.open(at(advice))
    uid = re.search(r"/doen/(\w+)", page)[1]
    director.submit(at(advice, f"/doen/{uid}"))
    director.submit(at(advice, "/reactie"), kind="take_over", remark="Fijn.")

    seen = adviser.open(at(advice))
    assert fresh(advice).state is State.RESPONSE
    assert [words in seen for words in ("Ja, dat klopt.", "Overgenomen op", "Dit nemen we over", "Fijn.")] == [True] * 4
    assert told(samira) == [
        "Joost Vermaat vraagt: begrijp ik je vraag goed?",
        "Joost Vermaat gaf antwoord op een vraag uit Oosterveld",
    ]


def test_nothing_to_do_is_no_answer(visit, wijk, samira, joost):
    advice = a_question(wijk, samira)

    page = (
        visit(joost)
        .submit(at(advice, "/antwoord"), 422, seen="0", text="Ga langs.", certainty="firm", act="stuur")
        .text
    )

    assert ("Kies iets om te doen" in page, "Ga langs." in page, fresh(advice).state) == (True, True, State.ASSIGNED)


def test_a_strategic_answer_goes_only_after_a_colleague_read_it(visit, wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    adviser, reader = visit(joost), visit(miriam)
    whole = {"text": "Ga langs.", "certainty": "firm", "practise": "Samen oefenen"}
    adviser.submit(at(advice, "/oppakken"))
    adviser.submit(at(advice, "/grootte"), size="strategic")

    refused = adviser.submit(at(advice, "/antwoord"), 422, seen="0", act="stuur", **whole).text
    adviser.submit(at(advice, "/antwoord"), seen="0", act="meelezen", person=miriam.uid, **whole)
    assert "Lees mee" in reader.open(at(advice))
    reader.submit(at(advice, "/meelezen"), act="weg", remark="Goed zo.")
    adviser.submit(at(advice, "/versturen"))

    assert ("gaat pas weg als een collega meelas" in refused, fresh(advice).state) == (True, State.SENT)
    page = visit(samira).open(at(advice))
    assert ("Miriam Post las mee." in page, "Goed zo." in page) == (True, False)


def test_a_colleague_says_no_with_a_reason_and_reads_it_no_more(visit, wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    visit(joost).submit(at(advice, "/doorgeven"), person=miriam.uid, why="Jij weet meer van sport.")
    colleague = visit(miriam)
    assert "Neem jij deze vraag over?" in colleague.open(at(advice))

    colleague.submit(at(advice, "/niet-overnemen"), reason="Ik ben vol.")

    colleague.open(at(advice), 404)
    assert "Ik ben vol." in visit(joost).open(at(advice))
    assert "Ik ben vol." not in visit(samira).open(at(advice))


def test_a_colleague_takes_over_and_the_neighbourhood_sees_it(visit, wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    visit(joost).submit(at(advice, "/doorgeven"), person=miriam.uid, why="Jij weet meer van sport.")

    visit(miriam).submit(at(advice, "/overnemen"))

    assert fresh(advice).owner_id == miriam.id
    page = visit(samira).open(at(advice))
    assert ("Miriam Post antwoordt nu." in page, "Jij weet meer van sport." in page) == (True, False)


def test_notes_are_read_by_advisers_alone(visit, wijk, samira, joost):
    advice = a_question(wijk, samira)
    visit(joost).submit(at(advice, "/notitie"), **{"notitie-text": CANARY, "notitie-form_key": new_uid(24)})

    assert CANARY in visit(joost).open(at(advice))
    assert CANARY not in visit(samira).open(at(advice))
    visit(samira).submit(at(advice, "/notitie"), 403, text="x")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SOCIAL_WORKER, 200),
        (Role.DEPUTY_DIRECTOR, 200),
        (Role.KEY_PERSON, 404),
        (Role.EXPERT_BY_EXPERIENCE, 404),
        (Role.RESIDENT, 404),
    ],
)
def test_who_of_the_team_reads_it(visit, wijk, samira, role, status):
    advice = a_question(wijk, samira)

    visit(a_member(wijk, role, name="Iemand Anders")).open(at(advice), status)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER, Role.ADVISER, Role.EDITOR, Role.ADMINISTRATOR])
def test_nobody_else_reads_it(visit, wijk, samira, role):
    visit(a_person(role)).open(at(a_question(wijk, samira)), 404)


def test_a_director_of_another_neighbourhood_gets_nowhere(visit, wijk, samira):
    advice = a_question(wijk, samira)
    other = visit(a_member(a_neighbourhood("Zandwijk"), Role.NEIGHBOURHOOD_DIRECTOR, name="Peter de Groot"))

    other.open(at(advice), 404)
    other.submit(at(advice, "/reactie"), 404, kind="later")


def test_a_confidential_question_is_for_who_asks_and_who_answers(visit, wijk, samira, joost):
    advice = a_question(wijk, samira, "Onze geheime vraag", confidential=True)
    deputy = a_member(wijk, Role.DEPUTY_DIRECTOR, name="Teun Maas")

    assert "Onze geheime vraag" in visit(joost).open(at(advice))
    visit(deputy).open(at(advice), 404)
    assert "Onze geheime vraag" not in visit(deputy).open("/advies")
    assert told(joost) == ["Er is iets nieuws bij vertrouwelijk advies"]


def test_the_list_tells_a_director_four_words_and_an_adviser_what_is_to_do(visit, wijk, samira, joost):
    first, second = a_question(wijk, samira, "Eerste vraag?"), a_question(wijk, samira, "Tweede vraag?")
    answered(first, joost)

    director, adviser = visit(samira).open("/advies"), visit(joost).open("/advies")

    assert [words in director for words in ("Eerste vraag?", "Tweede vraag?", "Beantwoord", "Nieuw")] == [True] * 4
    assert ("Eerste vraag?" in adviser, "Tweede vraag?" in adviser, second.title) == (False, True, "Tweede vraag?")


def test_a_page_costs_the_same_however_much_was_said(visit, statements, wijk, samira, joost):
    advice = answered(a_question(wijk, samira), joost)
    write_note(advice, "Iets.", by=joost, form_key=new_uid(24))
    db.session.commit()
    adviser, director = visit(joost), visit(samira)
    for _more in range(2):
        with statements(FOR_TEAM):
            director.open(at(advice))
        with statements(FOR_ADVISER):
            adviser.open(at(advice))
        answered(advice, joost, "Nog een keer.")
        write_note(advice, "Nog iets.", by=joost, form_key=new_uid(24))
        db.session.commit()


def test_a_question_is_taken_back_and_stays_to_be_read(visit, wijk, samira, joost):
    advice = a_question(wijk, samira)

    visit(samira).submit(at(advice, "/intrekken"), reason="We weten het al.")

    assert fresh(advice).state is State.WITHDRAWN
    assert "We weten het al." in visit(joost).open(at(advice))
    assert told(joost)[-1] == "Oosterveld trok een vraag in"
