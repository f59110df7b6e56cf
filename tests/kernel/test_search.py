"""Search: the same answers on both databases, by right, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms.kernel.db import db
from lms.kernel.dutch_stems import stems_of
from lms.kernel.search import Answers, Piece, SearchEntry, drop, excerpt, hits, place, put, search

PUBLIC = {"public"}


@pytest.fixture(autouse=True)
def _database(database):
    """Every test here writes."""


def a_route(key, title="Rondje", text="", scopes=("public",), kind="route"):
    put(kind, key, title=title, text=text, url=f"/routes/{key}", scopes=scopes)


def keys(words, scopes=PUBLIC, **given):
    return [found.key for found in search(words, scopes=scopes, **given).found]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("stoppen met roken", "gestopt"),
        ("zij rookt", "gerookt"),
        ("leerkringen", "leerkring"),
        ("adviezen", "advies"),
        ("huizen", "huis"),
        ("sociale", "sociaal"),
        ("kinderen", "kind"),
        ("ideeën", "idee"),
        ("café", "CAFE"),
        ("e-mail", "email"),
        ("foto's", "foto"),
        ("wijk-team", "wijkteam"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_words_are_found_by_their_stem(stored, asked):
    a_route("a", text=f"Iets over {stored} hier.")

    assert keys(asked) == ["a"]


def test_sun_is_not_health():
    a_route("a", text="gezondheid")

    assert keys("zon") == []


def test_all_words_must_be_there_and_stop_words_do_not_count():
    a_route("both", text="fietsen langs de dijk")
    a_route("one", text="fietsen langs het water")

    assert keys("de dijken met fietsen") == ["both"]
    assert keys("de") == ["both"]


def test_a_word_in_the_title_weighs_more_and_then_the_newest_comes_first():
    a_route("whole-title", title="Rondje dijk")
    a_route("part-of-title", title="Lang rondje", text="over de dijk")
    a_route("text-old", title="Tocht", text="een rondje over de dijk")
    a_route("text-new", title="Tocht", text="een rondje over de dijk")

    assert keys("rondje dijk") == ["whole-title", "part-of-title", "text-new", "text-old"]
    assert keys("dijk") == ["whole-title", "text-new", "text-old", "part-of-title"]


def test_a_word_that_begins_a_longer_word_of_a_title_comes_right_after_the_word_itself():
    a_route("whole", title="Luisteren")
    a_route("longer", title="Luistergesprek")
    a_route("other-end", title="Beluistering")
    a_route("text", title="Tocht", text="Je gaat luisteren.")

    assert keys("luisteren") == ["whole", "longer", "text"]
    assert keys("luisterg") == ["longer"]
    assert keys("lui") == []


def test_only_who_holds_a_scope_finds_it():
    a_route("open", title="Dijk")
    a_route("club", title="Dijk", scopes=("club:1", "person:9"))
    a_route("nobody", title="Dijk", scopes=())

    assert keys("dijk") == ["open"]
    assert keys("dijk", scopes={"public", "club:1"}) == ["club", "open"]
    assert keys("dijk", scopes={"person:9"}) == ["club"]
    assert keys("dijk", scopes=set()) == []


def test_a_scope_is_no_word_and_a_word_is_no_scope():
    a_route("club", title="Geheim", text="public", scopes=("club:1",))

    assert keys("public") == keys("club:1", scopes={"club"}) == keys("geheim") == []


def test_kinds_narrow():
    a_route("a", title="Dijk")
    a_route("b", title="Dijk", kind="ride")

    assert (keys("dijk", kinds=["ride"]), keys("dijk", kinds=["ride", "route"])) == (["b"], ["b", "a"])


def test_the_same_key_replaces():
    a_route("a", title="Dijk", scopes=("club:1",))
    a_route("a", title="Strand")

    assert (keys("dijk", scopes={"club:1", "public"}), keys("strand")) == ([], ["a"])


def test_nothing_new_writes_nothing(statements):
    a_route("a", title="Dijk")

    with statements(1):
        a_route("a", title="Dijk")


def test_what_was_dropped_is_not_found():
    a_route("a", title="Dijk")

    drop("route", "a")

    assert keys("dijk") == []


def test_one_statement_finds_words_and_right(statements):
    a_route("a", title="Dijk")

    with statements(1):
        search("dijk rondje", scopes={"public", "club:1"}, kinds=["route"])


def test_pages_follow_each_other_without_gaps():
    for number in range(7):
        a_route(f"{number}", title="Dijk" if number % 2 else "Tocht", text="dijk")

    seen, after = [], None
    for _ in range(4):
        answers = search("dijk", scopes=PUBLIC, limit=2, after=after)
        seen += [found.key for found in answers.found]
        after = answers.after

    assert (seen, after) == (["5", "3", "1", "6", "4", "2", "0"], None)


@pytest.mark.parametrize(
    "after", ["", "x", "9-1", "4-1", "2-", "2--1", "2-99999999999999", "2-1; DROP TABLE search_entry", "2-²"]
)
def test_a_strange_page_is_the_first(after):
    a_route("a", title="Dijk")

    assert keys("dijk", after=after) == ["a"]


HOSTILE = [
    '"',
    "'",
    "(",
    ")",
    "*",
    "^",
    ":",
    "&",
    "|",
    "!",
    "<->",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "\\",
    "\x00",
    "%",
    "--",
    ";",
]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*HOSTILE, "dijk", "title:dijk", "ş", "ß", "\ud7ff", "words"]) | st.text(max_size=8)))
def test_whatever_is_typed_is_only_words(typed):
    answers = search(" ".join(typed), scopes=PUBLIC)

    assert isinstance(answers, Answers)


@pytest.mark.parametrize("typed", ["", "   ", "a", "…", "*", '"'])
def test_nothing_to_look_for_finds_nothing(typed):
    a_route("a", title="a")

    assert search(typed, scopes=PUBLIC) == Answers()


def test_hostile_signs_round_a_word_do_no_harm():
    a_route("a", title="Dijk")

    assert keys("dijk' OR 1=1 --") == []
    assert keys('"dijk*"') == ["a"]


def test_an_answer_shows_where_the_word_stands():
    a_route(
        "a",
        title="Rondje",
        text="Eerst een lang stuk. " * 10 + "Dan over de dijken naar het dorp. " + "En verder. " * 30,
    )

    (found,) = search("dijk", scopes=PUBLIC).found

    shown = "".join(piece.text for piece in found.excerpt)
    assert [piece.text for piece in found.excerpt if piece.hit] == ["dijken"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 220
    assert (found.kind, found.url, found.language) == ("route", "/routes/a", "nl")


@given(st.text(), st.text(max_size=20))
def test_an_excerpt_is_a_piece_of_the_text(body, word):
    pieces = excerpt(f"{body} dijk {word}", stems_of("dijk"))

    whole = " ".join(f"{body} dijk {word}".split())
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in whole
    assert any(piece.hit for piece in pieces) or "dijk" not in whole[:200].split()


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("Over de dijk.", stems_of("dijk")) == (Piece("Over de "), Piece("dijk", hit=True), Piece("."))
    assert excerpt("", stems_of("dijk")) == ()


def test_an_entry_leaves_no_trace_in_the_full_text_table():
    a_route("a", title="Dijk")
    drop("route", "a")

    left = db.session.execute(db.text("SELECT count(*) FROM search_text")).scalar()

    assert left == 0


def test_a_list_narrows_what_is_found_in_the_same_statement_and_goes_on_where_it_was(statements):
    for key in "abcd":
        a_route(key, title="Dijk" if key == "a" else "Rondje", text="Langs de dijken.")
    a_route("other", text="Langs de dijken.", kind="walk")
    a_route("hidden", text="Langs de dijken.", scopes=("wijk:x",))

    def page(after=None):
        narrowed = [SearchEntry.key != "c"]
        found = hits("dijk", scopes=PUBLIC, kinds=("route",), after=after, limit=2, where=narrowed)
        wanted = select(found).order_by(found.c.tier.desc(), found.c.id.desc()).limit(2)
        return db.session.execute(wanted).all()

    with statements(1):
        first = page()
    assert [row.key for row in first] == ["a", "d"]
    assert [row.key for row in page(place(first[-1].tier, first[-1].id))] == ["b"]
    assert hits("?!", scopes=PUBLIC) is None
