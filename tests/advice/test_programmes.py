"""Two programmes side by side: what one asks, answers and keeps is not told in the other; and no programme at all."""

import pytest

from lms.accounts.enums import Role
from lms.advice.commands.bundling import put_in
from lms.advice.models import Advice
from lms.advice.queries.proposals import proposals
from lms.advice.queries.similar import alike
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from tests.advice.test_examples import told
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.bundles import a_bundle, askers
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme
from tests.programme.people_here import again

HOW = {"origin": "test"}
TITLE = "Gezond in het dorp"


@pytest.fixture
def dorp(wijk):
    """Make a neighbourhood in another programme, whose card has the same keys."""
    programme = a_programme("gezond-dorp")
    programme.title = TITLE
    db.session.commit()
    return programme


@pytest.fixture
def miriam_there(dorp, miriam):
    return a_neighbourhood("Duinzicht", adviser=miriam, programme=dorp)


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


def test_an_answer_of_another_programme_is_not_called_alike(miriam_there, miriam, wijk, samira, joost):
    elsewhere = a_member(miriam_there, Role.NEIGHBOURHOOD_DIRECTOR, name="Lotte Kok")
    answered(a_question(miriam_there, elsewhere, "Hoe bereiken we de mannen?", step_key="wijk"), again(miriam))
    before = answered(a_question(wijk, samira, "Hoe bereiken we de mannen?", step_key="wijk"), again(joost))
    asked = a_question(wijk, samira, "Hoe bereiken we mannen?", step_key="wijk")

    assert [each.advice.id for each in alike(asked, again(joost))] == [before.id]


def test_each_adviser_keeps_and_reads_the_examples_of_their_own_programme(visit, miriam_there, miriam, wijk, joost):
    visit(miriam).submit("/advies/voorbeelden/nieuw", **told(title="Van het dorp"))
    visit(joost).submit("/advies/voorbeelden/nieuw", **told(title="Van de stad"))

    lists = [visit(each).open("/advies/voorbeelden") for each in (joost, miriam)]

    assert [("Van de stad" in each, "Van het dorp" in each) for each in lists] == [(True, False), (False, True)]
    assert ["Kies een programma" in each for each in lists] == [False, False]


def test_who_steers_chooses_of_which_programme_the_numbers_are(visit, dorp, wijk, samira):
    for at in range(5):
        a_question(wijk, samira, f"Vraag {at}?")
    coordinator = visit(a_person(Role.COORDINATOR))
    waits = "<dt>Vragen die wachten op antwoord</dt><dd>{}</dd>"

    first, other = coordinator.open("/advies/cijfers"), coordinator.open("/advies/cijfers?programma=gezond-dorp")

    assert (waits.format(5) in first, waits.format(0) in other, TITLE in first) == (True, True, True)


def test_questions_of_two_programmes_do_not_become_one(joost, dorp):
    asked = askers(joost, names={"Zandwijk": "Peter de Groot", "Kleipolder": "Fatma Yilmaz"})
    there = a_neighbourhood("Duinzicht", adviser=again(joost), programme=dorp)
    director = a_member(there, Role.NEIGHBOURHOOD_DIRECTOR, name="Lotte Kok")
    question = a_question(there, director, "En bij ons?", step_key="wijk")
    proposed = proposals(again(joost))
    bundle = a_bundle(joost, [db.session.get(Advice, row.id) for _here, _who, row in asked.values()], step_key="wijk")

    with pytest.raises(Refusal, match="een ander programma"):
        put_in(bundle, db.session.get(Advice, question.id), by=again(joost), **HOW)

    assert proposed == []


def test_a_letter_to_others_names_the_programme_of_the_bundle(visit, miriam_there, miriam, dorp):
    adviser = visit(miriam)
    words = {"title": "Rust", "question": "Hoe krijgen we rust in de avond?"}
    page = adviser.submit("/advies/bundels/nieuw?programma=gezond-dorp", **words).headers["Location"]

    adviser.submit(
        f"{page}/voorleggen", **{"wie-organisation": "GGD", "wie-role": "adviseur", "wie-address": "a@b.example"}
    )

    [mail] = mails_about("bundle.question")
    assert (mail.subject, TITLE in mail.text) == (f"Een vraag van {TITLE}: Rust", True)
    assert TITLE in visit().open(mail.text.split("localhost")[1].split()[0])


@pytest.mark.parametrize("path", ["/advies/cijfers", "/advies/voorbeelden", "/advies/voorbeelden/nieuw"])
def test_before_the_first_programme_a_coordinator_reads_that_there_is_none(database, visit, path):
    assert "Er is nog geen programma." in visit(a_person(Role.COORDINATOR)).open(path)


def test_an_adviser_without_neighbourhoods_has_a_page_for_everything(database, visit, joost):
    adviser = visit(joost)

    pages = [adviser.open(each) for each in ("/advies", "/advies/overdracht", "/advies/bundels", "/advies/terugblik")]
    sent_back = [adviser.client.get(each) for each in ("/advies/leg-vast", "/advies/tip")]

    assert all(pages)
    assert [(each.status_code, each.headers["Location"]) for each in sent_back] == [(303, "/advies")] * 2
    assert "Je hebt nog geen wijken." in adviser.open("/advies")
    adviser.open("/advies/leg-vast?wijk=ergens", 404)
