"""Whatever somebody sends: it is kept, refused in words with what was typed still there, or nobody's business."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.taking import take_up
from lms.advice.models import Advice, AdviceAnswer, AdviceMessage, AdviceNote, TurnaroundNorm
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

EMOJI = "Mannen 👨‍👩‍👧 bereiken, ‮ omgekeerd, é en ﷽"
LONG = "Lang verhaal. " * 7500
WHOLE = {"certainty": "likely", "practise": "Oefenen", "seen": "0", "act": "bewaar"}
#: Where words are typed: who, where, the field, and what goes along.
FIELDS = {
    "question": ("samira", "/advies/vraag?wijk=oosterveld", "question", {}),
    "message": ("samira", "{}/bericht", "text", {}),
    "note": ("joost", "{}/notitie", "notitie-text", {}),
    "clear": ("joost", "{}/verhelderen", "clear", {}),
    "why": ("joost", "{}/doorgeven", "why", {"person": "miriam"}),
    "answer": ("joost", "{}/antwoord", "text", WHOLE),
    "certain": ("joost", "{}/antwoord", "certainty_why", WHOLE | {"text": "Ga langs."}),
    "practise": ("joost", "{}/antwoord", "practise", WHOLE | {"text": "Ga langs."}),
    "where": ("joost", "{}/doorverwijzen", "where", {}),
    "withdraw": ("samira", "{}/intrekken", "reason", {}),
    "confidential": ("samira", "{}/vertrouwelijk", "why", {}),
    "seen": ("joost", "/advies/tip?wijk=oosterveld", "observed", {"why_now": "Nu.", "source": "visit"}),
    "said": ("joost", "/advies/leg-vast?wijk=oosterveld", "said", {"asked": "asked", "channel": "phone"}),
    "answered": ("joost", "/advies/leg-vast?vraag={number}", "said", {"channel": "phone"}),
    "bundle": ("joost", "/advies/bundels/nieuw", "question", {"title": "Pleinen"}),
    "example": ("joost", "/advies/voorbeelden/nieuw", "text", {}),
}


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


@pytest.fixture
def people(samira, joost, miriam):
    return {"samira": samira, "joost": joost, "miriam": miriam}


@pytest.fixture
def advice(wijk, samira, joost):
    advice = a_question(wijk, samira)
    take_up(advice, by=person_by_id(joost.id), origin="test")
    db.session.commit()
    return advice


def sent(visit, people, advice, what, words, **more):
    who, path, name, along = FIELDS[what]
    along = {key: people[value].uid if key == "person" else value for key, value in along.items()}
    said = {"form_key": new_uid(24), "notitie-form_key": new_uid(24), "day": f"{today()}"} | along
    return visit(people[who]).client.post(
        path.format(f"/advies/{advice.number}", number=advice.number), data=said | {name: words} | more
    )


@pytest.mark.parametrize("what", FIELDS)
def test_too_much_is_refused_and_stays(visit, people, advice, what):
    answer = sent(visit, people, advice, what, LONG)

    assert (answer.status_code, "Lang verhaal. Lang verhaal." in answer.text) == (422, True)


@pytest.mark.parametrize("what", FIELDS)
def test_any_sign_is_kept_as_it_was_typed_and_a_nul_is_refused(visit, people, advice, what):
    nul = sent(visit, people, advice, what, "Een \x00 nul")
    kept = sent(visit, people, advice, what, EMOJI)

    assert (nul.status_code, kept.status_code in {303, 422}) == (400, True)
    if kept.status_code == 422:
        assert "👨‍👩‍👧" in kept.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "gisteren", "99999-01-01", ""])
def test_days_far_off_are_refused_or_kept_and_never_break(visit, people, advice, day):
    boss = a_person(Role.COORDINATOR)
    norm = {"size": "short", "first": "1", "answer": "3", "valid_from": day}
    example = {"kind": "practice", "title": "Een park", "publisher": "RIVM", "address": "https://www.rivm.nl/park"}

    joost = visit(people["joost"])
    found = [
        sent(visit, people, advice, "question", "Mag dit?", decide_by=day),
        sent(visit, people, advice, "said", "Ga langs.", day=day),
        sent(visit, people, advice, "answered", "Ga langs.", day=day),
        visit(boss).client.post("/beheer/advies/termijnen", data=norm),
        joost.client.post("/advies/voorbeelden/nieuw", data=example | {"dated_on": day, "check_by": day}),
    ]

    assert {each.status_code for each in found} <= {303, 422}
    for path, browser in (("/advies", visit(people["samira"])), ("/advies", joost), ("/advies/voorbeelden", joost)):
        browser.open(path)
    visit(boss).open("/beheer/advies/termijnen")
    sent(visit, people, advice, "question", "En dit?")


NUMBERS = ["0", "-1", "251", "99999999999999999999", "1e3", "٣", "twee"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_norm_of_no_days_or_too_many_is_refused(visit, wijk, number):
    boss = visit(a_person(Role.COORDINATOR))
    norm = {"size": "short", "first": number, "answer": number, "valid_from": f"{today()}"}

    answer = boss.client.post("/beheer/advies/termijnen", data=norm)

    db.session.rollback()
    assert (answer.status_code, db.session.scalar(select(func.count()).select_from(TurnaroundNorm))) == (
        (422, 0) if number != "٣" else (answer.status_code, answer.status_code == 303)
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_page_carries_along_is_not_believed(visit, people, advice, number):
    found = [
        sent(visit, people, advice, "answer", "Ga langs.", seen=number, version=number),
        visit(people["joost"]).client.get(f"/advies?voor={number}"),
        visit(people["samira"]).client.post(f"/advies/{advice.number}/openbaar", data={"act": "ja", "seen": number}),
        visit(people["joost"]).client.get(f"/advies/{number}"),
        visit(people["joost"]).client.post(f"/advies/{advice.number}/grootte", data={"size": number}),
    ]

    assert {each.status_code for each in found} <= {200, 303, 404, 422}


def test_nobody_from_elsewhere_does_anything(visit, people, advice, wijk, joost):
    """A director and an adviser of another neighbourhood, with every address of this one."""
    given = answered(a_question(wijk, person_by_id(people["samira"].id)), person_by_id(joost.id))
    there = a_neighbourhood("Verderop", adviser=person_by_id(people["miriam"].id))
    strangers = [a_member(there, Role.NEIGHBOURHOOD_DIRECTOR), people["miriam"], a_person(Role.COORDINATOR)]
    posts = "bericht zo-begreep-ik-het notitie oppakken verhelderen doorgeven doorgeven/terug overnemen niet-overnemen"
    posts += " grootte doorverwijzen meelezen antwoord versturen verder-schrijven klopt klopt-niet intrekken reactie"
    posts += " opvolging niet-aanbieden vertrouwelijk vertrouwelijk/opheffen nieuwe-adviseur openbaar openbaar-maken"
    tables = (Advice, AdviceAnswer, AdviceMessage, AdviceNote)
    said = {"text": "x", "reason": "x", "act": "ja"}
    before = [db.session.scalar(select(func.count()).select_from(each)) for each in tables]
    states = [advice.state, given.state]

    found = {
        visit(person).client.post(f"/advies/{each.number}/{path}", data=said).status_code
        for person in strangers
        for each in (advice, given)
        for path in posts.split()
    }

    db.session.expire_all()
    assert found <= {403, 404}
    assert [db.session.scalar(select(func.count()).select_from(each)) for each in tables] == before
    assert [advice.state, given.state] == states


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.pdf", b""),
        ("virus.pdf", b"MZ\x90\x00"),
        ("kaart.svg", b"<svg onload=alert(1)>"),
        ("x.docx", b"PK\x03\x04"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(visit, people, advice, name, content):
    page = visit(people["samira"]).client.post(
        f"/advies/{advice.number}/bericht",
        data={"text": "Zie dit.", "form_key": new_uid(24), "files": (BytesIO(content), name)},
    )

    db.session.rollback()
    messages = db.session.scalar(select(func.count()).select_from(AdviceMessage))
    assert (page.status_code, "Zie dit." in page.text, messages) == (422, True, 0)
