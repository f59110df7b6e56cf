"""Files and voice notes with advice: told apart by their content, read by who reads the advice, gone with it."""

import io
import re
from base64 import b64decode
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person, export_person
from lms.accounts.enums import Role
from lms.advice.commands.answering import draft_of
from lms.advice.commands.retention import forget_talk
from lms.advice.models import Advice, AdviceFile, AdviceMessage
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.queue import run_waiting
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import StateChange
from tests.advice.test_pages import at, fresh
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member

VOICE = b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"\0" * 500
PDF = b"%PDF-1.7\n" + b"kanarie-bestand " * 20
ANSWERED, UNANSWERED = 9, 8


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


@pytest.fixture
def kept(app):
    """Return the names of the files that came into the store since the test began."""
    with app.app_context():
        before = set(files().names())
    return lambda: sorted(set(files().names()) - before)


def a_photo():
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "JPEG")
    return drawn.getvalue()


def sent(content, name):
    return (io.BytesIO(content), name)


def rows():
    return db.session.scalars(select(AdviceFile).order_by(AdviceFile.id)).all()


def url_of(row, number):
    return f"/advies/{number}/bestanden/{row.uid}"


def write(browser, advice, status=303, **more):
    return browser.submit(at(advice, "/bericht"), status, text="Zie de bijlage.", form_key=new_uid(24), **more)


def test_a_message_takes_files_that_only_its_readers_open(visit, wijk, samira, joost):
    advice = a_question(wijk, samira)

    write(visit(samira), advice, files=[sent(PDF, "../plan van aanpak.exe"), sent(a_photo(), "foto.jpg")], consent="y")

    document, photo = rows()
    adviser = visit(joost)
    page, opened = adviser.open(at(advice)), adviser.client.get(url_of(document, advice.number))
    shown = adviser.client.get(url_of(photo, advice.number))
    assert [document.file_name, photo.file_name] == ["plan van aanpak.pdf", "foto.webp"]
    assert ("plan van aanpak.pdf" in page, document.file in page) == (True, False)
    assert (opened.data, opened.mimetype, opened.headers["Cache-Control"]) == (
        PDF,
        "application/pdf",
        "private, no-cache",
    )
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert (shown.mimetype, "attachment" in shown.headers.get("Content-Disposition", "")) == ("image/webp", False)
    visit(a_person(Role.COORDINATOR)).open(url_of(document, advice.number), 404)
    visit(a_member(wijk, Role.KEY_PERSON, name="Ali Demir")).open(url_of(document, advice.number), 404)


@pytest.mark.parametrize(
    ("content", "consent", "words"),
    [
        (b"MZ\x90\x00" + b"x" * 200, "y", "kunnen we niet bewaren"),
        (a_photo(), "", "Vraag het hun eerst"),
        (b"PK\x03\x04" + b"x" * 50, "y", "kunnen we niet bewaren"),
    ],
)
def test_what_may_not_be_kept_is_refused_and_the_words_stay(visit, wijk, samira, kept, content, consent, words):
    advice = a_question(wijk, samira)
    page = write(visit(samira), advice, 422, files=[sent(PDF, "goed.pdf"), sent(content, "fout.pdf")], consent=consent)

    assert (words in page.text, "Zie de bijlage." in page.text) == (True, True)
    assert (rows(), kept()) == ([], [])


@pytest.mark.parametrize("path", ["/bericht", "/antwoord", "/vraag"])
def test_files_too_large_for_one_form_are_refused_in_words_and_nothing_is_kept(visit, kept, wijk, samira, joost, path):
    """The browser keeps what was typed (tests/journeys/test_too_large.py): the server read none of it."""
    advice, who = a_question(wijk, samira), joost if path == "/antwoord" else samira
    url = "/advies/vraag?wijk=oosterveld" if path == "/vraag" else at(advice, path)
    large = {"input_stream": io.BytesIO(PDF + b"x" * 10_500_000), "content_type": "multipart/form-data; boundary=b"}

    answer = visit(who).client.post(url, **large)

    db.session.rollback()
    assert (answer.status_code, "hoogstens 10 MB" in answer.text, "Ga terug" in answer.text) == (413, True, True)
    assert (rows(), kept(), len(db.session.scalars(select(Advice)).all())) == ([], [], 1)


def test_six_files_at_once_are_too_many(visit, wijk, samira):
    page = write(visit(samira), a_question(wijk, samira), 422, files=[sent(PDF, f"{n}.pdf") for n in range(6)])

    assert ("Kies hoogstens 5 bestanden tegelijk." in page.text, rows()) == (True, [])


def test_a_form_that_comes_twice_keeps_its_files_once(visit, kept, wijk, samira):
    advice, key, director = a_question(wijk, samira), new_uid(24), visit(samira)
    for _again in range(2):
        fields = {"text": "Zie de bijlage.", "form_key": key, "files": [sent(PDF, "plan.pdf")]}
        director.submit(at(advice, "/bericht"), **fields)
    run_waiting()

    assert (len(rows()), kept()) == (1, [rows()[0].file])


def test_a_question_takes_a_file(visit, wijk, samira, joost):
    fields = {"question": "Wat vind je van dit plan?", "form_key": new_uid(24), "files": [sent(PDF, "plan.pdf")]}

    visit(samira).submit("/advies/vraag?wijk=oosterveld", **fields)

    advice = db.session.scalars(select(Advice)).one()
    assert "plan.pdf" in visit(joost).open(at(advice))


def test_a_file_of_an_answer_is_the_advisers_until_it_is_sent(visit, wijk, samira, joost):
    advice, adviser, director = a_question(wijk, samira), visit(joost), visit(samira)
    whole = {"text": "Ga langs.", "certainty": "firm", "practise": "Samen oefenen"}

    adviser.submit(at(advice, "/antwoord"), seen="0", act="bewaar", files=[sent(PDF, "kaart.pdf")], **whole)
    [row] = rows()
    director.open(url_of(row, advice.number), 404)
    assert "kaart.pdf" in adviser.open(at(advice, "/antwoord"))
    adviser.submit(at(advice, "/antwoord"), seen=str(draft_of(advice).serial), act="stuur", **whole)

    assert "kaart.pdf" in director.open(at(advice))
    director.open(url_of(row, advice.number))


def test_who_brought_a_file_takes_it_away(visit, kept, wijk, samira, joost):
    advice, director = a_question(wijk, samira), visit(samira)
    write(director, advice, files=[sent(PDF, "plan.pdf")])
    [row] = rows()
    where = url_of(row, advice.number)

    visit(joost).submit(f"{where}/weg", 403)
    director.submit(f"{where}/weg")
    run_waiting()

    director.open(where, 404)
    assert (rows(), kept()) == ([], [])


def spoken(browser, status=303, **more):
    fields = {"asked": "asked", "channel": "phone", "day": f"{today():%Y-%m-%d}", "form_key": new_uid(24), **more}
    return browser.submit("/advies/leg-vast?wijk=oosterveld", status, **fields)


def test_advice_is_laid_down_with_a_voice_and_then_one_line(visit, wijk, samira, joost):
    adviser, director = visit(joost), visit(samira)

    gone_to = spoken(adviser, recording=sent(VOICE, "opname.webm"), seconds="12").headers["Location"]
    advice, [row] = db.session.scalars(select(Advice)).one(), rows()
    before = director.open(at(advice))
    asked = adviser.open(at(advice))
    adviser.submit(f"{url_of(row, advice.number)}/tekst", transcript="Begin klein, met drie huisartsen.")

    after = director.open(at(advice))
    assert gone_to == f"/advies/{advice.number}#in-tekst"
    assert ("<audio" in before, "De tekst van deze opname volgt nog." in before) == (True, True)
    assert ("Schrijf één zin bij je opname" in asked, "In tekst: Begin klein" in after) == (True, True)
    assert fresh(advice).title == "Begin klein, met drie huisartsen."
    heard = director.client.get(url_of(row, advice.number), headers={"Range": "bytes=0-3"})
    assert (heard.status_code, heard.data, heard.mimetype) == (206, VOICE[:4], "audio/webm")
    director.submit(f"{url_of(row, advice.number)}/tekst", 403, transcript="Iets anders.")


def test_a_line_beside_a_voice_is_its_text(visit, wijk, samira, joost):
    spoken(visit(joost), said="Begin klein.", recording=sent(VOICE, "opname.webm"), seconds="12")

    [row] = rows()
    assert (row.transcript, row.spoken, row.seconds) == ("Begin klein.", True, 12)


def test_neither_a_line_nor_a_voice_is_nothing(visit, wijk, joost):
    assert "of spreek het in" in spoken(visit(joost), 422).text


def test_what_is_no_sound_is_refused_and_the_line_stays(visit, wijk, joost):
    page = spoken(visit(joost), 422, said="Begin klein.", recording=sent(PDF, "opname.webm")).text

    assert ("geen opname die we kunnen afspelen" in page, "Begin klein." in page, rows()) == (True, True, [])


def test_a_voice_waits_for_a_form_that_was_refused(visit, wijk, samira, joost):
    adviser, key = visit(joost), new_uid(24)
    day = f"{today() + timedelta(days=3):%Y-%m-%d}"

    refused = spoken(adviser, 422, recording=sent(VOICE, "opname.webm"), seconds="12", form_key=key, day=day).text
    spoken(adviser, form_key=key)

    assert "Je opname is er nog." in refused
    assert [row.file_name for row in rows()] == ["opname.webm"]


def test_an_export_has_the_files_and_erasing_takes_the_voice(visit, kept, wijk, samira, joost):
    spoken(visit(joost), said="Begin klein.", recording=sent(VOICE, "opname.webm"), seconds="12")

    [told] = export_person(joost)["advice"]["files"]
    erase_person(joost, by="test", origin="test")
    db.session.commit()
    run_waiting()

    assert b64decode(told["file"].removeprefix("data:audio/webm;base64,")) == VOICE
    assert (rows(), kept()) == ([], [])
    assert [(row.text, row.by_id) for row in db.session.scalars(select(AdviceMessage))] == [("Begin klein.", None)]


def test_files_of_a_finished_neighbourhood_go_with_its_talk(visit, kept, wijk, samira, joost):
    advice = a_question(wijk, samira)
    write(visit(samira), advice, files=[sent(PDF, "plan.pdf")])
    wijk.state = NeighbourhoodState.FINISHED
    told = {"state": NeighbourhoodState.FINISHED, "by_id": joost.id, "at": now() - timedelta(days=2)}
    db.session.add(StateChange(neighbourhood_id=wijk.id, **told))
    db.session.commit()

    gone = forget_talk(now() - timedelta(days=1))
    db.session.commit()
    run_waiting()

    assert (gone, rows(), kept()) == (2, [], [])


def test_the_page_of_an_adviser_costs_ten_statements_at_most(visit, statements, wijk, samira, joost):
    advice = answered(a_question(wijk, samira, step_key="wijk"), joost)
    fresh_one = a_question(wijk, samira, step_key="wijk")
    adviser = visit(joost)
    with statements(UNANSWERED):
        adviser.open(at(fresh_one))
    for number in range(2):
        write(adviser, advice, files=[sent(PDF, f"{number}.pdf")])
        with statements(ANSWERED):
            page = adviser.open(at(advice))
    assert len(re.findall(r"\d\.pdf</a>", page)) == 2
