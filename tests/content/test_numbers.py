"""Numbers are understood as people here write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.check.questions import problems_of_question
from lms.content.numbers import number_in, written
from tests.content.test_reading import question


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("18", "18"), (" 18 ", "18"), ("18,5", "18.5"), ("18.5", "18.5"), ("1.500", "1500"), ("1.500,25", "1500.25")),
        *(("12.345.678", "12345678"), ("0,125", "0.125"), ("0.125", "0.125"), ("1 500", "1500"), ("007", "7")),
        *(("18%", "18"), ("18 procent", "18"), ("€ 12,50", "12.5"), ("-3", "-3"), ("−3,5", "-3.5")),
    ],
)
def test_a_number_may_be_written_in_many_ways(typed, number):
    assert number_in(typed, "procent") == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", " ", "achttien", "1,2,3", "1.50.0", "--3", "-", "18 of 19", "1e9", "٣", "9" * 41, ",5", "5,", "²"]
)
def test_what_is_no_number_is_none(typed):
    assert number_in(typed) is None


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=6))
def test_what_is_written_is_read_as_the_same(number):
    assert number_in(written(number)) == number
    assert written(number_in(written(number))) == written(number)


@pytest.mark.parametrize(
    ("style", "rows", "codes"),
    [
        ("number", "- [x] 18 — Ja.\n- [ ] * — Nee.", set()),
        ("number", "- [x] 18 — Ja.", {"answer-other"}),
        ("number", "- [x] 18 — Ja.\n- [x] 19 — Ja.\n- [ ] * — Nee.", {"answer-count"}),
        ("number", "- [ ] 18 — Ja.\n- [ ] * — Nee.", {"answer-right"}),
        ("5", "- * — Mooi.", set()),
        ("5", "- 1-2 — Begin.\n- 3-5 — Mooi.", set()),
        ("5", "- 1-2 — Begin.\n- * — Mooi.", set()),
        ("5", "- 1-2 — Begin.\n- 4-5 — Mooi.", {"scale-told"}),
        ("5", "- 1-3 — Begin.\n- 3-5 — Mooi.", {"scale-told"}),
        ("5", "- 1-6 — Begin.", {"scale-range"}),
        ("5", "- veel — Begin.\n- * — Mooi.", {"scale-range"}),
        ("2", "- * — Mooi.", {"scale-points"}),
        ("8", "- * — Mooi.", {"scale-points"}),
    ],
)
def test_a_number_and_a_scale_are_whole(style, rows, codes):
    scale = f"scale\n    low: niet\n    high: wel\n    points: {style}"
    asked, problems = question(scale if style.isdigit() else style, rows)

    assert problems == []
    assert {problem.code for problem in problems_of_question(asked)} == codes
