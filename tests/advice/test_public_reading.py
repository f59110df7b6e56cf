"""Asking a colleague to read a public answer along: chosen by name, told once, and asked anew of other words."""

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import set_platform_roles
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.publishing import approve_public, ask_to_read_public
from lms.advice.models import PublicAnswer
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from tests.advice.test_public_answers import ANSWER, HOW, QUESTION, at, begun, returned
from tests.browser import Browser
from tests.factories.people import a_person

ASK = "/meelezen"


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


@pytest.fixture
def row(joost, miriam):
    _asked, bundle = returned(joost, miriam)
    return begun(bundle, joost)


def who(person):
    return person_by_id(person.id)


def told(person, cause="public_answer.asked_reader"):
    mine = (Notice.person_id == person.id, Notice.cause == cause)
    return db.session.scalars(select(Notice.text).where(*mine).order_by(Notice.id)).all()


def now_of(row):
    db.session.expire_all()
    return db.session.get(PublicAnswer, row.id)


def test_who_wrote_it_asks_a_colleague_who_reads_it_and_says_so(visit, row, joost, miriam):
    adviser, reader = visit(joost), visit(miriam)
    before = adviser.open(at(row))

    page = adviser.follow(adviser.submit(at(row, ASK), **{"lezer-person": miriam.uid}))
    listed = [visit(person).open("/advies/openbaar") for person in (miriam, joost)]
    reader.submit(at(row, "/meegelezen"), seen="1")

    after = adviser.open(at(row))
    assert ("Laat een collega meelezen" in before, "link van deze pagina" in before) == (True, False)
    assert "Gevraagd. Miriam Post krijgt bericht." in page
    assert "Dit wacht op Miriam Post, die meeleest." in page
    assert ["Lees jij mee?" in each for each in listed] == [True, False]
    assert told(miriam) == [f"Joost Vermaat vraagt of je meeleest met een openbaar antwoord: {QUESTION}"]
    assert (now_of(row).approved_by_id, "Laat een collega meelezen" in after) == (miriam.id, False)


def test_pressed_twice_it_asks_once(visit, row, joost, miriam):
    adviser = visit(joost)
    for _press in range(2):
        adviser.submit(at(row, ASK), **{"lezer-person": miriam.uid})

    lines = select(AuditEntry).where(AuditEntry.action == "public_answer.ask_reader")
    assert (len(told(miriam)), len(db.session.scalars(lines).all())) == (1, 1)


def test_somebody_else_is_asked_instead_and_told(visit, row, joost, miriam):
    other, adviser = a_person(Role.ADVISER, name="Lotte Baas"), visit(joost)
    for person in (miriam, other):
        adviser.submit(at(row, ASK), **{"lezer-person": person.uid})

    assert (now_of(row).reader_id, len(told(miriam)), len(told(other))) == (other.id, 1, 1)


def test_of_other_words_a_colleague_is_asked_anew(visit, row, joost, miriam):
    adviser, said = visit(joost), {"lezer-person": miriam.uid}
    adviser.submit(at(row, ASK), **said)

    adviser.submit(at(row), question=QUESTION, answer="Nee, toch niet.", unrecognisable="1", seen="1")
    waits = now_of(row).reader_id
    adviser.submit(at(row, ASK), **said)

    assert (waits, len(told(miriam))) == (None, 2)


@pytest.mark.parametrize("whom", ["", "nobody", "himself", "no adviser"])
def test_nobody_who_cannot_read_it_is_asked(visit, row, joost, whom):
    uid = {"himself": joost.uid, "no adviser": a_person(Role.COORDINATOR).uid}.get(whom, whom)

    page = visit(joost).submit(at(row, ASK), 422, **{"lezer-person": uid}).text

    assert ("Kies" in page, ANSWER in page, now_of(row).reader_id) == (True, True, None)


@pytest.mark.parametrize("when", ["read", "not ticked"])
def test_when_there_is_nothing_to_read_nobody_is_asked(row, joost, miriam, when):
    if when == "read":
        approve_public(row, seen=1, by=who(miriam), **HOW)
    else:
        row.unrecognisable = False

    with pytest.raises(Refusal):
        ask_to_read_public(row, who(a_person(Role.ADVISER)), by=who(joost), **HOW)


def test_who_advises_no_more_is_not_waited_for(row, joost, miriam):
    ask_to_read_public(row, who(miriam), by=who(joost), **HOW)

    set_platform_roles(who(miriam), [], by=a_person(Role.ADMINISTRATOR), **HOW)

    assert now_of(row).reader_id is None
    assert told(joost, "public_answer.reader_left") == ["Miriam Post kan niet meer meelezen. Kies een ander"]


def test_who_does_not_advise_asks_nobody(visit, row, joost, miriam):
    visit(a_person(Role.COORDINATOR)).submit(at(row, ASK), 404, **{"lezer-person": miriam.uid})

    assert (now_of(row).reader_id, told(miriam)) == (None, [])
