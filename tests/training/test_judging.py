"""What an answer is worth, and where a conversation leads: pure functions, tried with everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.blocks import Answer, Choice, Question, Scenario, Turn
from lms.training.commands.work import merged, shown_mark
from lms.training.models.judging import Tone, is_answer, judge, pair
from lms.training.models.walking import MOST_STEPS, choose, walk_road

ANSWERS = (
    Answer(text="Steun", explanation="Samen.", right=True, partner="mens"),
    Answer(text="Een hulpmiddel", explanation="Minder onrust.", right=True, partner="ding"),
    Answer(text="Schrik", explanation="Niet lang.", right=False, partner="gevoel"),
)
STEUN, MIDDEL, SCHRIK = (answer.key for answer in ANSWERS)


def a_question(style):
    return Question(uid="q", style=style, prompt="<p>Wat helpt?</p>", answers=ANSWERS, otherwise="Het is een stof.")


def tones(style, *chosen):
    verdict = judge(a_question(style), chosen)
    return verdict.right, [(comment.text, comment.tone) for comment in verdict.comments]


def test_the_own_choice_comes_first_and_what_was_missed_after_it():
    assert tones("several", SCHRIK, STEUN) == (
        False,
        [("Steun", Tone.GOOD), ("Schrik", Tone.OTHER), ("Een hulpmiddel", Tone.MISSED)],
    )
    assert tones("several", STEUN, MIDDEL)[0] is True


def test_an_order_tells_what_stands_in_its_place():
    assert tones("order", STEUN, SCHRIK, MIDDEL) == (
        False,
        [("Steun", Tone.GOOD), ("Een hulpmiddel", Tone.MISSED), ("Schrik", Tone.MISSED)],
    )


def test_pairs_are_judged_one_by_one():
    first, second, third = ANSWERS
    crossed = [
        pair(first.key, first.partner_key),
        pair(second.key, third.partner_key),
        pair(third.key, second.partner_key),
    ]

    assert is_answer(a_question("match"), crossed)
    assert tones("match", *crossed)[1][0] == ("Steun – mens", Tone.GOOD)
    assert not is_answer(a_question("match"), [pair(first.key, first.partner_key)] * 3)


def test_capitals_accents_and_full_stops_do_not_count_in_a_short_answer():
    assert tones("short", " STEUN. ") == (True, [("Steun", Tone.GOOD)])
    assert judge(a_question("short"), ["iets anders"]).comments[0].explanation == "Het is een stof."


def a_number(right="18,5", tolerance="0,5", unit="procent"):
    given = {"answers": (Answer(text=right, explanation="Precies."),), "unit": unit, "tolerance": tolerance}
    return Question(uid="q", style="number", prompt="", otherwise="Kijk nog eens.", **given)


@pytest.mark.parametrize("typed", ["18,5", "18.5", " 18,50 ", "18,5 procent", "18,5%", "19", "18"])
def test_a_number_is_right_within_its_tolerance_however_it_is_typed(typed):
    assert is_answer(a_number(), [typed])
    assert judge(a_number(), [typed]).comments[0].text == "18,5 procent"


@pytest.mark.parametrize("typed", ["17,9", "19,1", "-18,5", "185"])
def test_another_number_hears_why_first_and_then_the_right_one(typed):
    verdict = judge(a_number(), [typed])

    assert not verdict.right
    assert [(each.text, each.explanation) for each in verdict.comments] == [
        ("", "Kijk nog eens."),
        ("18,5 procent", "Precies."),
    ]


def test_without_tolerance_only_the_number_itself_is_right_and_words_are_no_answer():
    assert judge(a_number(tolerance=""), ["18,50"]).right
    assert not judge(a_number(tolerance=""), ["18,51"]).right
    assert not is_answer(a_number(), ["achttien"])


A_SCALE = Question(
    uid="q",
    style="scale",
    prompt="",
    answers=(Answer(text="1-2", explanation="Goed begin."),),
    otherwise="Mooi.",
    low="niet",
    high="wel",
    points=5,
)


@pytest.mark.parametrize(
    ("point", "told"), [("1", "Goed begin."), ("2", "Goed begin."), ("3", "Mooi."), ("5", "Mooi.")]
)
def test_every_point_of_a_scale_is_good_and_hears_what_belongs_to_it(point, told):
    verdict = judge(A_SCALE, [point])

    assert (verdict.right, [each.explanation for each in verdict.comments]) == (True, [told])
    assert not any(is_answer(A_SCALE, given) for given in ([], ["0"], ["6"], ["x"], ["1", "2"], ["٣"], ["01"]))


@given(
    st.sampled_from(["one", "several", "true-false", "order", "match", "short"]),
    st.lists(st.sampled_from([STEUN, MIDDEL, SCHRIK, "x", "", f"{STEUN}:x"]), max_size=4),
)
def test_everything_that_is_a_whole_answer_can_be_judged(style, chosen):
    if is_answer(a_question(style), chosen):
        assert judge(a_question(style), chosen).comments


def a_choice(to):
    return Choice(text=to, to=to, then="Dan.", contact="Contact.")


TALK = Scenario(
    uid="s",
    title="Oma",
    html="",
    turns=(
        Turn(key="1", html="", choices=(a_choice("2"), a_choice("einde"), a_choice("1"))),
        Turn(key="2", html="", choices=(a_choice("einde"), a_choice("1"), a_choice("2"))),
    ),
    ending=None,
)
roads = st.lists(st.integers(0, 3), max_size=40)


@given(roads, st.integers(0, 5), st.integers(0, 3))
def test_choosing_the_same_twice_is_choosing_once(road, step, choice):
    once = choose(TALK, road, step=step, choice=choice)

    assert choose(TALK, once, step=step, choice=choice) == once
    assert len(once) <= MOST_STEPS


@given(roads)
def test_a_road_is_followed_as_far_as_the_text_knows_it(road):
    walked = walk_road(TALK, road)

    assert walked.choices == road[: len(walked.paces)]
    assert walk_road(TALK, walked.choices) == walked


words = st.sampled_from(["", "a", "b", "a\n\nb"])


@given(words, words, words)
def test_no_words_of_another_tab_are_lost(stored, typed, shown):
    kept = merged(stored, typed, shown=shown_mark(shown))

    if shown != stored:
        assert stored in kept  # somebody else wrote it since: it stays
    if typed not in {shown, ""}:
        assert typed in kept  # and so does what was typed now
