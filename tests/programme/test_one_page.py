"""Eén A4 voor de wethouder: exactly one page, without small counts, for who may open it."""

import re
import zlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.audit import entries
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.commands.one_page import pdf_of, printable
from lms.programme.enums import SharedKind
from lms.programme.models import Decision, HelpedTick, Moment, OnePage, SharedText
from lms.programme.queries.helped import last_months
from lms.programme.queries.one_page import Sheet
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

WORDS = "Twee buren kwamen langs en bleven praten. "


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


def a_moment(place, text=WORDS, **more):
    return added(Moment(neighbourhood_id=place.id, text=text, **more))


def a_decision(place, question="Waar praten we over roken?"):
    told = {"decided": "In de tuin.", "decided_by": "Het team", "residents_there": True, "decided_on": today()}
    return added(Decision(neighbourhood_id=place.id, question=question, **told))


def added(row):
    db.session.add(row)
    db.session.commit()
    return row


def ticks(place, month, number):
    db.session.add_all(HelpedTick(key=new_uid(24), neighbourhood_id=place.id, month=month) for _ in range(number))
    db.session.commit()


def made(browser, place, expect=303, **data):
    told = {"title": "Rookvrij leven in Oosterveld", "intro": "Het gaat goed.", **data}
    answer = browser.submit(f"/wijken/{place.slug}/wethouder", expect, **told)
    return answer.headers["Location"] if expect == 303 else answer.text


def pdf_pages(content):
    return len(re.findall(rb"/Type\s*/Page\b", content))


def test_what_is_picked_stands_on_the_page_and_nothing_else(browser, place, director):
    moment, other, decision = a_moment(place), a_moment(place, "Kanarie niet gekozen."), a_decision(place)
    added(SharedText(neighbourhood_id=place.id, kind=SharedKind.DREAM, text="Kinderen spelen in schone lucht."))
    whole, before, *_rest = last_months(whole=True)
    ticks(place, whole, 3)
    ticks(place, before, 6)
    browser.sign_in(director)

    address = made(browser, place, moments=[moment.uid], decisions=[decision.uid], dream="1", counts="1")
    page = browser.open(address)

    for said in ("Het gaat goed.", WORDS.strip(), "Waar praten we", "Bewoners beslisten mee.", "schone lucht", ">6<"):
        assert said in page
    assert "minder dan 5" not in page
    assert other.text not in page
    assert ">3<" not in page
    assert "Eigen standaard, te vervangen" in page


def test_the_pdf_is_one_tagged_page_and_its_export_is_logged(browser, place, director):
    moments = [a_moment(place, f"{WORDS} \N{SMILING FACE WITH SMILING EYES}").uid for _ in range(4)]
    address = made(browser.sign_in(director), place, moments=moments, decisions=[a_decision(place).uid])

    answer = browser.client.get(f"{address}/pdf")

    assert (answer.status_code, answer.mimetype, pdf_pages(answer.data)) == (200, "application/pdf", 1)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.data
    assert b">Rookvrij leven in Oosterveld</rdf:li>" in answer.data
    (line,) = entries(action="one-page.export")
    assert (line.object, line.actor_uid) == (f"one-page/{address.rpartition('/')[2]}", director.uid)


def letters(content):
    """Return the sizes of the letters in a PDF, in points."""
    streams = re.findall(rb"FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    told = b"".join(zlib.decompress(each) for each in streams)
    return {float(size) for size in re.findall(rb"/\S+ ([\d.]+) Tf", told)}


def test_what_is_little_fills_the_page_and_what_is_much_still_fits(place):
    few, many = (pdf_of(Sheet("Titel", "Hier", moments=[a_moment(place, WORDS * 6)] * number)) for number in (2, 14))

    assert (15 in letters(few), 10.5 in letters(few)) == (True, False)
    assert (15 in letters(many), 10.5 in letters(many)) == (False, True)
    assert (pdf_pages(few), pdf_pages(many)) == (1, 1)


def test_too_much_says_what_to_leave_out_and_keeps_what_was_picked(browser, place, director):
    moments = [a_moment(place, WORDS * 20).uid for _ in range(6)]
    long = a_moment(place, WORDS * 40, at=a_moment(place).at - timedelta(days=40))

    page = made(browser.sign_in(director), place, 422, moments=[*moments, long.uid])

    assert "Dit past niet op één A4. Laat iets weg: het moment van" in page
    assert page.count(" checked>") == 7
    assert db.session.scalars(select(OnePage)).all() == []


def test_dream_and_counts_stand_as_they_were(browser, place, director):
    dream = {"neighbourhood_id": place.id, "kind": SharedKind.DREAM}
    added(SharedText(**dream, text="De eerste droom."))
    address = made(browser.sign_in(director), place, dream="1")

    added(SharedText(**dream, text="De tweede droom."))

    assert "De eerste droom." in browser.open(address)


def test_a_moment_that_was_taken_away_leaves_the_page(browser, place, director):
    moment = a_moment(place, by_id=director.id)
    address = made(browser.sign_in(director), place, moments=[moment.uid])

    browser.submit(f"/wijken/{place.slug}/momenten/{moment.uid}/weg")

    assert WORDS.strip() not in browser.open(address)


def test_nothing_of_another_neighbourhood_can_be_picked(browser, place, director):
    elsewhere = a_moment(a_neighbourhood("Havenbuurt"), "Kanarie van elders.")

    page = made(browser.sign_in(director), place, 422, moments=[elsewhere.uid])

    assert "Kanarie" not in page


def test_the_manager_of_the_ggd_the_adviser_and_the_coordinator_open_it_and_the_team_does_not(browser, place, director):
    address = made(browser.sign_in(director), place, moments=[a_moment(place).uid])
    boss = a_ggd_manager(db.session.get_one(Organisation, place.ggd_id))

    for reader in (boss, a_person(Role.COORDINATOR)):
        assert WORDS.strip() in browser.sign_in(reader).open(address)
    browser.sign_in(boss).submit(f"/wijken/{place.slug}/wethouder", 403)
    for other in (a_member(place, Role.KEY_PERSON), a_person(Role.RESEARCHER)):
        browser.sign_in(other).open(address, 403)
    stranger = a_member(a_neighbourhood("Havenbuurt"), Role.NEIGHBOURHOOD_DIRECTOR)
    browser.sign_in(stranger).open(address, 404)


def test_what_looks_like_a_number_is_asked_about_first(browser, place, director):
    page = made(browser.sign_in(director), place, 422, intro="Bel 06-12345678")

    assert "Ik heb gekeken, bewaar het zo" in page


def test_words_stay_and_drawings_go():
    assert printable("Café “Ağaç” \N{WHITE HEAVY CHECK MARK} – 5 €") == "Café “Ağaç”  – 5 €"


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_however_much_there_is(browser, place, director, statements, many):
    moments = [a_moment(place).uid for _ in range(many)]
    decisions = [a_decision(place).uid for _ in range(many)]
    address = made(browser.sign_in(director), place, moments=moments, decisions=decisions)

    with statements(7):
        browser.open(f"/wijken/{place.slug}/wethouder")
    with statements(5):
        browser.open(address)
