"""A public answer: every asker's yes, a tick, another reader, and no trace of a place or a person."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.advice.commands.bundle_answers import return_to_all
from lms.advice.commands.confidential import mark_confidential
from lms.advice.commands.publishing import begin_public, publish
from lms.advice.models import AnswerConsent, PublicAnswer
from lms.advice.queries.public import askers_of
from lms.advice.views.log_words import ACTIONS, OBJECTS
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.search import search
from lms.programme.queries.neighbourhoods import first_programme
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.bundles import PLACES, a_bundle, an_answer, askers
from tests.factories.people import a_person
from tests.programme.people_here import again

HOW = {"origin": "test"}
QUESTION, ANSWER = "Mag een plein rookvrij zijn?", "Ja, met een besluit van de raad."
MORE = {f"Wijk {letter}": f"Piet {letter}ansen" for letter in "BDGHK"}


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


def returned(joost, miriam, names=PLACES):
    asked = askers(joost, names=names)
    bundle = a_bundle(joost, [question for _here, _who, question in asked.values()], step_key="wijk")
    an_answer(bundle, joost, miriam, text="Het antwoord met Oosterveld erin.")
    return_to_all(bundle, by=again(joost), **HOW)
    db.session.commit()
    return asked, bundle


def begun(bundle, by, **more):
    said = {"unrecognisable": True, "bundle": bundle, "form_key": new_uid(24)} | more
    row = begin_public(first_programme(), QUESTION, ANSWER, askers_of(bundle), by=again(by), **said, **HOW)
    db.session.commit()
    return row


def at(row, rest=""):
    return f"/advies/openbaar/{row.slug}{rest}"


def say(visit, asked, word="ja", places=None, seen="1"):
    for place, (_here, director, question) in asked.items():
        if places is None or place in places:
            visit(director).submit(f"/advies/{question.number}/openbaar", act=word, seen=seen)


def made_public(visit, joost, miriam, names=PLACES):
    asked, bundle = returned(joost, miriam, names)
    row = begun(bundle, joost)
    say(visit, asked)
    visit(miriam).submit(at(row, "/meegelezen"), seen="1")
    visit(joost).submit(at(row, "/publiceren"))
    db.session.expire_all()
    return asked, row


def published():
    return db.session.scalars(select(PublicAnswer.slug).where(PublicAnswer.published_at.is_not(None))).all()


def test_from_a_bundle_to_a_page_for_everybody(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    adviser, reader = visit(joost), visit(miriam)
    new = f"/advies/bundels/{bundle.uid}/openbaar-maken"
    assert "Maak het antwoord openbaar" in adviser.open(f"/advies/bundels/{bundle.uid}")
    said = {"question": QUESTION, "answer": ANSWER, "unrecognisable": "1", "form_key": new_uid(24)}
    for _press in range(2):
        adviser.submit(new, **said)
    row = db.session.scalars(select(PublicAnswer)).one()
    team = visit(asked["Oosterveld"][1])
    page = team.open(f"/advies/{asked['Oosterveld'][2].number}")
    assert ("Mag iedereen dit antwoord lezen?" in page, ANSWER in page) == (True, True)
    say(visit, asked)
    reader.submit(at(row, "/meegelezen"), seen="1")
    assert "Maak het openbaar" in adviser.open(at(row))
    adviser.submit(at(row, "/publiceren"))

    db.session.expire_all()
    everybody = visit()
    shown = everybody.open(f"/antwoorden/{row.slug}")
    assert row.slug == "mag-een-plein-rookvrij-zijn"
    assert (ANSWER in shown, "Gevraagd door meerdere wijken." in shown, "3 wijken" in shown) == (True, True, False)
    listed, step = everybody.open("/antwoorden"), everybody.open("/actiekaart/wijk")
    assert (QUESTION in listed, QUESTION in step) == (True, True)
    traces = [*PLACES, *PLACES.values(), joost.name, miriam.name]
    assert [trace for trace in traces for words in (shown, listed, step) if trace in words] == []


def test_from_five_neighbourhoods_on_it_says_how_many(visit, joost, miriam):
    _asked, row = made_public(visit, joost, miriam, MORE)

    assert "Gevraagd door 5 wijken." in visit().open(f"/antwoorden/{row.slug}")


@pytest.mark.parametrize("lacking", ["yes", "reader", "tick"])
def test_without_every_yes_a_tick_and_another_reader_it_stays_closed(visit, joost, miriam, lacking):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost, unrecognisable=lacking != "tick")
    say(visit, asked, places={"Oosterveld", "Zandwijk"} if lacking == "yes" else None)
    if lacking != "reader":
        visit(miriam).submit(at(row, "/meegelezen"), seen="1")

    visit(joost).submit(at(row, "/publiceren"))

    assert published() == []
    visit().open(f"/antwoorden/{row.slug}", 404)


def test_who_wrote_it_is_not_its_second_reader(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)
    say(visit, asked)

    visit(joost).submit(at(row, "/meegelezen"), seen="1")

    db.session.expire_all()
    assert row.approved_by_id is None
    with pytest.raises(Refusal):
        publish(row, by=again(joost), **HOW)


def test_one_no_keeps_it_closed_and_a_no_afterwards_takes_it_off(visit, joost, miriam):
    asked, row = made_public(visit, joost, miriam)
    public = f"/antwoorden/{row.slug}"
    visit().open(public)

    say(visit, asked, "nee", places={"Zandwijk"})

    db.session.expire_all()
    assert (row.question, row.answer, row.withdrawn_at is None) == ("", "", False)
    visit().open(public, 404)
    assert QUESTION not in visit().open("/antwoorden")


def test_other_words_need_another_yes_and_another_reading(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)
    say(visit, asked)
    visit(miriam).submit(at(row, "/meegelezen"), seen="1")

    visit(joost).submit(at(row), question=QUESTION, answer="Nee, toch niet.", unrecognisable="1", seen="1")
    say(visit, asked, places={"Oosterveld"}, seen="1")

    db.session.expire_all()
    assert (row.serial, row.approved_by_id) == (2, None)
    assert db.session.scalars(select(AnswerConsent.said)).all() == [None, None, None]
    director = asked["Oosterveld"][1]
    told = select(Notice.id).where(Notice.person_id == director.id, Notice.cause == "advice.asked_to_publish")
    assert len(db.session.scalars(told).all()) == 2


def test_two_advisers_at_once_do_not_write_over_each_other(visit, joost, miriam):
    _asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)
    said = {"question": QUESTION, "unrecognisable": "1", "seen": "1"}
    visit(joost).submit(at(row), answer="Het eerste.", **said)

    refused = visit(miriam).submit(at(row), 422, answer="Het tweede.", **said).text

    db.session.expire_all()
    assert (row.answer, "veranderde intussen" in refused, "Het tweede." in refused) == ("Het eerste.", True, True)


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("In Oosterveld mag het.", "Hier staat: Oosterveld."),
        ("Samira regelde het.", "Hier staat: Samira."),
        ("Bel 06-12345678.", "een telefoonnummer"),
        ("Mail naar piet@wijk.example.", "een e-mailadres"),
        ("Nummer 111222333 mag.", "een burgerservicenummer"),
    ],
)
def test_it_warns_of_what_points_to_a_place_or_a_person(visit, wijk, samira, joost, words, warning):
    advice = answered(a_question(wijk, samira), joost)

    page = (
        visit(joost)
        .submit(f"/advies/{advice.number}/openbaar-maken", 422, question=QUESTION, answer=words, form_key=new_uid(24))
        .text
    )

    assert (warning in page, words.split()[-1] in page) == (True, True)
    assert db.session.scalars(select(PublicAnswer)).all() == []


def test_the_answer_to_one_question_says_nothing_of_how_many(visit, wijk, samira, joost, miriam):
    advice = answered(a_question(wijk, samira, step_key="wijk"), joost)
    adviser = visit(joost)
    assert "Maak het antwoord openbaar" in adviser.open(f"/advies/{advice.number}")
    said = {"question": QUESTION, "answer": ANSWER, "unrecognisable": "1", "form_key": new_uid(24)}
    adviser.submit(f"/advies/{advice.number}/openbaar-maken", **said)
    db.session.expire_all()
    row = db.session.scalars(select(PublicAnswer)).one()
    visit(samira).submit(f"/advies/{advice.number}/openbaar", act="ja", seen="1")
    visit(miriam).submit(at(row, "/meegelezen"), seen="1")
    adviser.submit(at(row, "/publiceren"))

    db.session.expire_all()
    assert "Gevraagd door" not in visit().open(f"/antwoorden/{row.slug}")


def test_confidential_advice_is_never_made_public(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    here, director, _question = asked["Zandwijk"]
    secret = answered(a_question(here, director, confidential=True), again(joost))
    said = {"question": QUESTION, "answer": ANSWER, "unrecognisable": "1", "form_key": new_uid(24)}
    page = visit(joost).submit(f"/advies/{secret.number}/openbaar-maken", 422, **said).text
    row = begun(bundle, joost)
    say(visit, asked)
    question = asked["Oosterveld"][2]
    mark_confidential(question, [], "Over iemand.", by=again(asked["Oosterveld"][1]), **HOW)
    db.session.commit()
    visit(miriam).submit(at(row, "/meegelezen"), seen="1")
    visit(joost).submit(at(row, "/publiceren"))

    assert ("kan openbaar worden" in page, published()) == (True, [])


def test_it_is_found_by_everybody_from_the_moment_it_is_public_until_it_is_taken_off(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)
    before = found()
    say(visit, asked)
    visit(miriam).submit(at(row, "/meegelezen"), seen="1")
    ready = found()
    making = at(row)
    visit(joost).submit(f"{making}/publiceren")
    public, told = found(), visit(joost).open(making)

    say(visit, asked, "nee", {"Zandwijk"})

    assert (before, ready, public, found()) == ([], [], ["/antwoorden/mag-een-plein-rookvrij-zijn"], [])
    assert QUESTION in told  # the link in a notice from before still leads there


def found():
    db.session.rollback()
    return [each.url for each in search("plein raad", scopes=["public"], kinds=["answer"]).found]


def test_taking_back_leaves_no_word(visit, joost, miriam):
    asked, row = made_public(visit, joost, miriam)

    visit(miriam).submit(at(row, "/terughalen"))

    db.session.expire_all()
    assert (row.question, row.answer, "plein" in row.slug) == ("", "", False)
    visit().open(f"/antwoorden/{row.slug}", 404)
    assert "Mag iedereen dit antwoord lezen?" not in visit(asked["Oosterveld"][1]).open(
        f"/advies/{asked['Oosterveld'][2].number}"
    )


def test_who_may_not_gets_nowhere(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)
    director, other = asked["Oosterveld"][1], asked["Zandwijk"][2]

    visit(director).open(at(row), 404)
    visit(director).submit(at(row, "/publiceren"), 404)
    visit(director).submit(f"/advies/{other.number}/openbaar", 404, act="ja", seen="1")
    visit(director).submit(f"/advies/{asked['Oosterveld'][2].number}/openbaar-maken", 403)
    visit().open(f"/antwoorden/{row.slug}", 404)
    visit().open("/antwoorden/iets-anders", 404)


def test_the_log_names_no_words(visit, joost, miriam):
    _asked, row = made_public(visit, joost, miriam)
    visit(joost).submit(at(row, "/terughalen"))

    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("public_answer."))).all()
    assert {each.action for each in rows} <= set(ACTIONS)
    assert set(OBJECTS.words({each.object for each in rows}).values()) == {"Een openbaar antwoord"}
    assert [each for each in rows if re.search("plein", each.object)] == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER])
def test_the_programme_reads_it_only_once_it_is_public(visit, joost, miriam, role):
    asked, bundle = returned(joost, miriam)
    row = begun(bundle, joost)

    visit(a_person(role)).open(at(row), 404)
    assert len(asked) == 3


def test_who_wrote_it_hears_of_a_no_and_of_the_last_yes_and_not_of_whom(visit, joost, miriam):
    asked, bundle = returned(joost, miriam)
    begun(bundle, joost)

    say(visit, asked, "nee", ["Oosterveld"])
    say(visit, asked, "ja", [place for place in PLACES if place != "Oosterveld"])
    before = told_about_public(joost)
    say(visit, asked, "ja", ["Oosterveld"])

    no, yes = (
        "Een wijk wil niet dat een antwoord openbaar is. Het blijft dicht",
        "Elke wijk zei ja: je antwoord mag openbaar",
    )
    assert (before, told_about_public(joost)) == ([no], [no, yes])


def told_about_public(person):
    said = (Notice.person_id == again(person).id, Notice.cause == "public_answer.said")
    return db.session.scalars(select(Notice.text).where(*said).order_by(Notice.id)).all()
