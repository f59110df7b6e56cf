"""Blocks come back from the database as they went in."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.blocks import (
    Answer,
    Assignment,
    Callout,
    Choice,
    Easy,
    Ending,
    Fact,
    Picture,
    Question,
    Quote,
    Reflect,
    Scenario,
    Source,
    Text,
    Turn,
    UnknownSchema,
    from_json,
    normal,
    to_json,
    walk,
)
from lms.content.enums import STYLES, TONES
from lms.content.problems import Origin

words = st.text(max_size=30)
dates = st.none() | st.dates()
answers = st.builds(Answer, text=words, explanation=words, right=st.booleans(), partner=words)
questions = st.builds(
    Question,
    uid=words,
    style=st.sampled_from(STYLES),
    prompt=words,
    answers=st.lists(answers, max_size=4).map(tuple),
    otherwise=words,
)
sources = st.builds(Source, key=words, publisher=words, title=words, year=words, site=words, address=words)
choices = st.builds(Choice, text=words, to=words, then=words, contact=words)
turns = st.builds(Turn, key=words, html=words, choices=st.lists(choices, max_size=3).map(tuple))
scenarios = st.builds(
    Scenario,
    uid=words,
    title=words,
    html=words,
    turns=st.lists(turns, max_size=3).map(tuple),
    ending=st.none() | st.builds(Ending, uid=words, html=words),
)
simple = st.one_of(
    st.builds(Text, html=words),
    st.builds(Picture, file=words, alt=words, credit=words, caption=words),
    st.builds(Quote, who=words, html=words),
    st.builds(Callout, tone=st.sampled_from(TONES), html=words),
    st.builds(Fact, uid=words, html=words, sources=st.lists(sources, max_size=2).map(tuple), check_before=dates),
    st.builds(Reflect, uid=words, html=words),
    st.builds(Assignment, uid=words, title=words, minutes=st.none() | st.integers(1, 60), html=words),
    questions,
    scenarios,
)
blocks = simple | st.builds(Easy, uid=words, blocks=st.lists(simple, max_size=3).map(tuple))


@given(st.lists(blocks, max_size=4).map(tuple))
def test_stored_blocks_come_back_the_same(given_blocks):
    stored = json.loads(json.dumps(to_json(given_blocks)))

    assert from_json(stored) == given_blocks


def test_where_a_block_came_from_is_neither_stored_nor_compared():
    here, there = (Text(html="a", origin=Origin(file, 3)) for file in ("a.md", "b.md"))

    assert here == there
    assert here.to_json() == {"kind": "text", "html": "a"}


def test_a_form_that_is_not_known_is_refused():
    with pytest.raises(UnknownSchema):
        from_json({"schema": 2, "blocks": []})


def test_walking_goes_into_the_easy_twin():
    inside = Text(html="b")
    twin = Easy(uid="e", blocks=(inside,))

    assert list(walk([Text(html="a"), twin])) == [Text(html="a"), twin, inside]


def test_the_key_of_an_answer_follows_its_text_and_not_its_place():
    first, again, other = (Answer(text=text, explanation=why) for text, why in (("a", "b"), ("a", "c"), ("d", "b")))

    assert first.key == again.key != other.key


@pytest.mark.parametrize("typed", ["privé", "Prive", " PRIVÉ. ", "pri.vé"])
def test_capitals_accents_and_full_stops_do_not_count(typed):
    assert normal(typed) == "prive"


def test_a_fact_without_a_date_stays_without():
    fact = Fact(uid="f", html="a", sources=(), check_before=None)

    assert from_json(to_json([fact])) == (fact,)
    assert (
        to_json([Fact(uid="f", html="a", sources=(), check_before=date(2028, 11, 1))])["blocks"][0]["check_before"]
        == "2028-11-01"
    )
