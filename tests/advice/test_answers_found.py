"""Looking for a public answer: by stems, with a slip, and never by what is not public."""

import pytest

from lms.advice.commands.publishing import approve_public, begin_public, consent, consents_of, publish, withdraw_public
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.queries.neighbourhoods import first_programme
from tests.browser import Browser
from tests.factories.advice import a_question, answered

HOW = {"origin": "test"}
PLAIN = "Mag een plein rookvrij zijn?"
TALK = "Hoe praat je met ouders over roken?"
#: Statements of the list, of words that are found, and of words that nothing holds.
LIST, FOUND, NOTHING = 1, 1, 4


@pytest.fixture
def made(wijk, samira, joost, miriam):
    """Two answers that everybody reads, and one on its way."""

    def make(question, words):
        asked = answered(a_question(wijk, samira), joost)
        said = {"unrecognisable": True, "form_key": new_uid(24), "by": joost, **HOW}
        row = begin_public(first_programme(), question, words, [asked], **said)
        for each in consents_of(row):
            consent(each, row, agrees=True, seen=row.serial, by=samira, **HOW)
        return row

    rows = [make(PLAIN, "Ja, met een besluit van de raad."), make(TALK, "Vraag wat zij merken op het plein.")]
    for row in rows:
        approve_public(row, seen=row.serial, by=miriam, **HOW)
        publish(row, by=joost, **HOW)
    make("Mag een plein leeg zijn?", "Ja, met een geheim.")
    db.session.commit()
    return rows


@pytest.fixture
def everybody(app):
    return Browser(app)


def found(page):
    return [question for question in (PLAIN, TALK) if question in page]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("pleinen", [PLAIN, TALK]),
        ("besluiten", [PLAIN]),
        ("ouder", [TALK]),
        ("plein raad", [PLAIN]),
        ("OUDERS!", [TALK]),
        ("  ", [PLAIN, TALK]),
    ],
)
def test_words_are_found_in_any_form(everybody, made, words, rows):
    assert found(everybody.open(f"/antwoorden?q={words}")) == rows


def test_an_answer_with_the_word_in_its_question_comes_first(everybody, made):
    page = everybody.open("/antwoorden?q=plein")

    assert page.index(PLAIN) < page.index(TALK)


def test_a_slip_is_mended_and_told(everybody, made):
    page = everybody.open("/antwoorden?q=besliut")

    assert ("Bedoelde je" in page, found(page)) == (True, [PLAIN])


def test_most_of_the_words_will_do(everybody, made):
    page = everybody.open("/antwoorden?q=besluit+raad+olifant")

    assert ("Dit past bij de meeste." in page, found(page)) == (True, [PLAIN])


def test_when_nothing_is_found_it_says_what_to_do_and_keeps_the_words(everybody, made):
    page = everybody.open("/antwoorden?q=olifant")

    assert [words in page for words in ("Geen antwoord met “olifant”.", "Zoek op één ander woord.", "q=olifant")] == [
        True
    ] * 3
    assert ('value="olifant"' in page, found(page)) == (True, [])


def test_without_any_answer_there_is_nothing_to_search(everybody, database):
    page = everybody.open("/antwoorden")

    assert ("Er zijn nog geen antwoorden." in page, "Zoek in de antwoorden" in page) == (True, False)


def test_what_is_not_public_or_not_any_more_is_not_found(everybody, made, joost):
    withdraw_public(made[0], by=joost, **HOW)
    db.session.commit()

    pages = [everybody.open(f"/antwoorden?q={word}") for word in ("geheim", "besluit", "plein")]

    assert [found(page) for page in pages] == [[], [], [TALK]]
    assert ["geheim.</" in page for page in pages] == [False] * 3


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a" * 5000, "en de het", "plein OR 1=1 --", "«»"])
def test_whatever_somebody_types_is_a_page(everybody, made, words):
    page = everybody.open(f"/antwoorden?q={words}")

    assert "<script>alert" not in page


def test_it_costs_as_many_statements_however_many_there_are(everybody, statements, made):
    for path, many in (("", LIST), ("?q=plein", FOUND), ("?q=olifant", NOTHING)):
        with statements(many):
            everybody.open(f"/antwoorden{path}")
