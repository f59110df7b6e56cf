"""Past deze stap bij jouw werk: it reaches who keeps the card, and the writer gets an answer."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.programme.models import StepFeedback
from lms.programme.policy import can_read_feedback, feedback_read_by
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

STEP = "/wijken/oosterveld/stappen/team"
LIST = "/beheer/actiekaart/reacties"


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def worker(oosterveld):
    return a_member(oosterveld, Role.SOCIAL_WORKER)


def told(browser, by, fit="partly", remark="De vergoeding ontbreekt.", expect=303):
    return browser.sign_in(by).submit(f"{STEP}/past", expect=expect, **{"past-fit": fit, "past-remark": remark})


def notices(person):
    return [row.cause for row in db.session.scalars(select(Notice).where(Notice.person_id == person.id))]


def test_what_somebody_says_reaches_adviser_editor_and_coordinator(browser, oosterveld, worker):
    readers = [person_by_id(oosterveld.adviser_id), a_person(Role.EDITOR), a_person(Role.COORDINATOR)]

    told(browser, worker)

    for reader in readers:
        assert notices(reader) == ["step_feedback"]
        assert "De vergoeding ontbreekt." in browser.sign_in(reader).open(LIST)


def test_the_writer_sees_the_answer_and_hears_of_it(browser, worker):
    editor = a_person(Role.EDITOR)
    told(browser, worker)
    page = f"{LIST}/{db.session.scalars(select(StepFeedback.uid)).one()}"

    browser.sign_in(editor).submit(page, text="Dank je. We zetten het erbij.")
    refused = browser.submit(page, expect=422, text="Nog een keer.")

    assert "Iemand anders schreef net een antwoord" in refused.text
    assert "step_feedback_answered" in notices(worker)
    assert "Dank je. We zetten het erbij." in browser.sign_in(worker).open(STEP)
    assert "De vergoeding ontbreekt." not in browser.sign_in(editor).open(LIST)
    assert "De vergoeding ontbreekt." in browser.open(f"{LIST}?beantwoord=1")


def test_yes_alone_asks_nothing_more_and_tells_nobody(browser, oosterveld, worker):
    told(browser, worker, fit="yes", remark="")

    assert notices(person_by_id(oosterveld.adviser_id)) == []
    assert "Past" in browser.open(STEP)


@pytest.mark.parametrize(
    ("fit", "remark", "says"),
    [
        ("no", "", "Schrijf in één zin wat er anders moet."),
        ("", "Iets.", "Kies ja, een beetje of nee."),
        ("no", "Bel 06 12345678", "Ik heb gekeken, bewaar het zo"),
    ],
)
def test_what_is_missing_is_said(browser, worker, fit, remark, says):
    assert says in told(browser, worker, fit, remark, expect=422).text
    assert db.session.scalars(select(StepFeedback)).all() == []


def test_an_editor_reads_the_words_and_not_the_name_of_the_place(browser, worker):
    told(browser, worker)

    assert "Oosterveld" not in browser.sign_in(a_person(Role.EDITOR)).open(LIST)
    assert "Oosterveld" in browser.sign_in(a_person(Role.COORDINATOR)).open(LIST)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADVISER, Role.RESEARCHER, Role.SOCIAL_WORKER])
def test_feedback_is_read_the_same_in_python_and_in_sql(browser, oosterveld, worker, role):
    there = a_neighbourhood("Havenbuurt")
    told(browser, worker)
    row = db.session.scalars(select(StepFeedback)).one()
    copy = StepFeedback(neighbourhood_id=there.id, card_version_id=row.card_version_id, step_key="team", fit=row.fit)
    db.session.add(copy)
    db.session.commit()
    reader = {Role.ADVISER: person_by_id(oosterveld.adviser_id), Role.SOCIAL_WORKER: worker}.get(role)
    reader = reader or a_person(role)

    by_filter = set(db.session.scalars(select(StepFeedback.id).where(feedback_read_by(reader))))

    assert {each.id for each in (row, copy) if can_read_feedback(reader, each)} == by_filter


def test_an_adviser_of_elsewhere_does_not_know_of_it(browser, oosterveld, worker):
    elsewhere = a_neighbourhood("Havenbuurt", adviser=a_person(Role.ADVISER, name="Lotte Baas"))
    told(browser, worker)
    uid = db.session.scalars(select(StepFeedback.uid)).one()

    browser.sign_in(person_by_id(elsewhere.adviser_id))

    assert "De vergoeding ontbreekt." not in browser.open(LIST)
    browser.open(f"{LIST}/{uid}", expect=404)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(browser, worker, statements, many):
    for number in range(many):
        told(browser, worker, remark=f"Wens {number}.")
    browser.sign_in(a_person(Role.COORDINATOR))

    browser.open(LIST)
    with statements(2):  # the person; what was written, with step and neighbourhood
        browser.open(LIST)
