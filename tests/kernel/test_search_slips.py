"""A letter typed wrong still leads to what was meant, within the right of who asks, on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel import search_slips
from lms.kernel.db import db
from lms.kernel.dutch_stems import words_of
from lms.kernel.search import put
from lms.kernel.search_slips import meant, slips

PUBLIC = ("public",)


@pytest.fixture(autouse=True)
def _texts(database):
    put_one("a", "Luistergesprek", "Je hoort wat roken voor iemand betekent, en je geeft geen raad.")
    put_one("b", "Inloop rond koffie", "Samen stoppen, op een rookvrij plein.")
    put_one("k", "Krachtenkaart", "Wat kan de wijk zelf, en wat van anderen.")
    put_one("c", "Vasthoudkaart", "Vasthouden wat goed ging.", scopes=("wijk:x",))


def put_one(key, title, text, scopes=PUBLIC, kind="route"):
    put(kind, key, title=title, text=text, url=f"/routes/{key}", scopes=scopes)


@pytest.mark.parametrize(
    ("typed", "thought"),
    [
        ("luistergesprk", "luistergesprek"),
        ("luistergesprrek", "luistergesprek"),
        ("luitsergesprek", "luistergesprek"),
        ("luistergesprke", "luistergesprek"),
        ("rokvrij", "rookvrij"),
        ("ROKVRIJ", "rookvrij"),
        ("stpopen", "stoppen"),
        ("kofie", "koffie"),
        ("een Luistergesprk over roken", "een luistergesprek over roken"),
        ("kofie luistergesprk", "koffie luistergesprek"),
        ("krachtkaart", "krachtenkaart"),
    ],
)
def test_one_slip_in_a_word_is_mended(typed, thought):
    assert meant(typed, scopes=PUBLIC) == thought


@pytest.mark.parametrize(
    "typed",
    [
        "luistergesprek",
        "koffie luistergesprek",
        "iets",
        "roj",
        "",
        "?!",
        "de",
        "12345",
        "kofie thhe pleim",
        "k" * 300,
        "vapen",
    ],
)
def test_what_holds_no_slip_we_know_stays_as_it_is(typed):
    assert meant(typed, scopes=PUBLIC) == ""


def test_nobody_learns_a_word_of_what_they_may_not_find():
    assert meant("vasthoukaart", scopes=PUBLIC) == meant("vasthoukaart", scopes=()) == ""
    assert meant("vasthoukaart", scopes=("wijk:x",)) == "vasthoudkaart"
    assert meant("kofie", scopes=PUBLIC, kinds=("ride",)) == ""


def test_a_word_in_a_title_is_meant_rather_than_one_in_a_text():
    put_one("d", "Tocht", "Maken en laken.")
    put_one("e", "Tocht", "Meer laken.")
    put_one("f", "Maken", "")

    assert meant("zaken", scopes=PUBLIC) == "maken"


def test_what_a_slip_costs_does_not_grow_with_the_texts(monkeypatch):
    read = []
    monkeypatch.setattr(search_slips, "words_of", lambda text: read.append(len(text)) or words_of(text))
    for number in range(60):
        put_one(f"n{number}", "Luistergesprek", "Luistergesprek. " * 2_000)

    assert meant("luistergesprk", scopes=PUBLIC) == "luistergesprek"
    assert sum(read) < 100_000


def test_what_is_meant_costs_a_few_statements_however_much_there_is(statements):
    for number in range(60):
        put_one(f"n{number}", "Luistergesprek", "Nog een.")

    with statements(3):
        meant("luistergesprk", scopes=PUBLIC)


@given(st.text(alphabet="abcde", min_size=1, max_size=6), st.data())
def test_a_slip_can_be_taken_back_by_a_slip(word, data):
    other = data.draw(st.sampled_from(sorted(slips(word))))

    assert word in slips(other)
    assert word not in slips(word)


@pytest.mark.postgresql_only
def test_the_index_of_postgresql_keeps_no_list_that_waits():
    kept = db.session.scalar(db.text("SELECT reloptions FROM pg_class WHERE relname = 'search_text_words'"))

    assert kept == ["fastupdate=off"]
