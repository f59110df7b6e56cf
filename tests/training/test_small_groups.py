"""What is shown of counts of people: whole fives, and a small count cannot be worked out from what is beside it."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lms.content.blocks import Answer, Question
from lms.kernel.small_cells import LARGEST, TOO_SMALL, Hidden
from lms.training.models.insight import BEGAN, DONE, FINISHED, STEP, STOPPED, Tally, share_of, shown
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


@given(st.lists(COUNTS, min_size=1, max_size=6), COUNTS, COUNTS)
@example([1, 1, 1, 1], 0, 0)
@example([9, 9, 9, 9, 4], 0, 0)
@example([1, 1, 1, 1, 5], 0, 0)
def test_how_many_stopped_somewhere_cannot_be_worked_out_by_subtracting(parts, before, learning):
    """Every hidden count may be anything up to 4, for all that the whole and the other parts tell.

    Who stopped before the first part was done is in the whole and never shown: it may hold what is left.
    """
    stopped = {(str(number), STOPPED): people for number, people in enumerate(parts)} | {("", STOPPED): before}
    tally = Tally({("", BEGAN): sum(stopped.values()) + learning} | stopped)
    seen = [tally.stopped_after(str(number)) for number in range(len(parts))]

    high = LARGEST if isinstance(tally.stopped, Hidden) else tally.stopped + STEP - 1
    for number, each in enumerate(seen):
        others = sum(other for place, other in enumerate(seen) if place != number and isinstance(other, int))
        assert not isinstance(each, Hidden) or high - others >= LARGEST


def test_a_view_of_a_few_people_says_only_that():
    tally = Tally({("", BEGAN): 4, ("", FINISHED): 0, ("a", DONE): 3, ("a", STOPPED): 1})

    told = [tally.of(BEGAN), tally.of(FINISHED), tally.stopped, tally.began("a"), tally.stopped_after("a")]

    assert set(told) == {TOO_SMALL}
    assert Tally({}).of(BEGAN) == 0


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
