"""The Dutch readability measure counts as Douma does."""

import pytest

from lms.content.readability import flesch_douma, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("kop", 1), ("koffie", 2), ("over", 2), ("oma", 2), ("beantwoorden", 4), ("nicotine", 4), ("ruïne", 3)),
        *(("Theo", 2), ("gezondheid", 3), ("18", 1), ("zo'n", 1), ("sleutelpersoon", 4)),
    ],
)
def test_syllables_are_those_one_hears(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ron drinkt koffie. Hij zit.", 2),
        ('Ron zegt: "Ik wil wel." Wat vraag je hem?', 3),
        ("Twee dingen: koffie en thee.", 1),
        ("Een regel\nnog een regel", 2),
        ("Wacht… Daar is hij!", 2),
        ("Om 10.30 uur.", 1),
        ("— …", 0),
    ],
)
def test_sentences_end_where_a_reader_breathes(text, count):
    assert len(sentences(text)) == count


def test_a_word_may_hold_a_hyphen_and_an_apostrophe():
    assert words("Zo'n co-assistent heeft 18 foto's (2024).") == [
        "Zo'n",
        "co-assistent",
        "heeft",
        "18",
        "foto's",
        "2024",
    ]


def test_the_measure_is_the_formula():
    text = "Ron drinkt koffie. De koffie is warm."  # 7 words, 2 sentences, 9 syllables

    assert flesch_douma([text]) == pytest.approx(206.84 - 0.93 * 7 / 2 - 77 * 9 / 7)


def test_nothing_has_no_measure():
    assert flesch_douma(["", "—"]) is None
