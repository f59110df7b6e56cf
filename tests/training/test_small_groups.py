"""What is shown of counts of people: whole fives, and a small count cannot be worked out from what is beside it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.blocks import Answer, Question
from lms.kernel.small_cells import TOO_SMALL, Hidden
from lms.training.models.insight import STEP, Tally, share_of, shown
from lms.training.models.judging import pair
from lms.training.models.quarters import Quarter, quarters_until
from lms.training.models.slips import slip_in_words, slip_of

COUNTS = st.integers(0, 60)
STYLES = ["one", "several", "order", "match", "short"]


@given(COUNTS)
def test_what_is_shown_is_nobody_few_or_a_whole_five(people):
    seen = shown(people)

    assert (seen is TOO_SMALL) == (0 < people < 5)
    assert seen is TOO_SMALL or (seen % 5 == 0 and 0 <= people - seen < 5)


@given(st.lists(COUNTS, min_size=1, max_size=6), COUNTS)
def test_a_small_count_cannot_be_worked_out_by_subtracting(groups, rest):
    """Every hidden count may be anything from 1 to 4, for all that the whole and the other groups tell."""
    whole = sum(groups) + rest
    low, high = _between(shown(whole))
    for number, count in enumerate(groups):
        if not isinstance(shown(count), Hidden):
            continue
        others = [_between(shown(other)) for place, other in enumerate(groups) if place != number]
        least = max(1, low - sum(top for _bottom, top in others) - 10**9)  # who is never shown may hold what is left
        most = min(4, high - sum(bottom for bottom, _top in others))
        assert (least, most) == (1, 4)


def _between(seen):
    if isinstance(seen, Hidden):
        return 1, 4
    return (seen, seen + STEP - 1) if seen else (0, 0)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_share_tells_no_more_than_the_counts_beside_it(part, rest):
    whole = part + rest
    same = [
        share_of(shown(other), shown(sum_))
        for other, sum_ in product(range(part - part % 5, part - part % 5 + 5), range(whole - whole % 5, whole + 1))
        if 5 <= other <= sum_ and part >= 5
    ]

    assert len(set(same)) <= 1


def test_the_slip_most_people_made_is_shown_from_five_on():
    counts = {("q", "slip:a"): 4, ("q", "slip:b"): 9, ("q", "slip:c"): 9, ("other", "slip:d"): 90}

    assert Tally(counts).slip("q") == ("b", 5)
    assert Tally({("q", "slip:a"): 4}).slip("q") is None


def a_question(style):
    said = (("Ja", True, "a"), ("Nee", style not in {"one", "several"}, "b"), ("Soms", style != "one", "c"))
    answers = tuple(Answer(text=text, explanation="", right=right, partner=partner) for text, right, partner in said)
    return Question(uid="q", style=style, prompt="Wat?", answers=answers, otherwise="Nee.")


def right_answer(question):
    answers = question.answers
    if question.style == "match":
        return [pair(each.key, each.partner_key) for each in answers]
    if question.style == "short":
        return [answers[0].text]
    return [each.key for each in answers if each.right or question.style == "order"]


@pytest.mark.parametrize("style", STYLES)
def test_a_right_answer_has_no_slip(style):
    question = a_question(style)

    assert slip_of(question, right_answer(question)) is None


@pytest.mark.parametrize(
    ("style", "given", "words"),
    [
        ("one", lambda yes, no, some: [no.key], ("Nee", False)),
        ("several", lambda yes, no, some: [yes.key, no.key, some.key], ("Nee", False)),
        ("several", lambda yes, no, some: [yes.key], ("Soms", True)),
        ("order", lambda yes, no, some: [yes.key, some.key, no.key], ("Soms", False)),
        ("short", lambda yes, no, some: ["  Misschien. "], ("misschien", False)),
    ],
)
def test_the_same_mistake_has_the_same_words(style, given, words):
    question = a_question(style)

    slip = slip_of(question, given(*question.answers))

    assert slip_in_words(question, slip) == words


def test_a_wrong_pair_is_told_as_a_pair():
    question = a_question("match")
    first, second, third = question.answers
    swapped = [pair(first.key, second.partner_key), pair(second.key, first.partner_key)]

    words, _left_out = slip_in_words(question, slip_of(question, [*swapped, pair(third.key, third.partner_key)]))

    assert words in {"Ja – b", "Nee – a"}
    assert slip_in_words(question, "gone:away") == ("", False)


def test_quarters_go_back_two_years():
    found = quarters_until(Quarter(2027, 2).begins.date())

    assert [each.key for each in found] == [
        *("2027-2", "2027-1", "2026-4", "2026-3", "2026-2", "2026-1", "2025-4", "2025-3"),
    ]
