"""What an answer is worth, and where a conversation leads: pure functions, tried with everything."""

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
