"""Of an answer by mail what somebody wrote stays, and what they quoted or signed with goes."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.kernel.reply_text import MARKS, written_above

OURS = "Joost Vermaat gaf antwoord op een vraag uit Oosterveld\nhttps://leren.example.nl/advies/12345678"
QUOTED = "\n".join(f"> {line}" for line in OURS.splitlines())
FROM = "Kringwijs <advies+0123@antwoord.example.nl>"
BELOW = {
    "nothing": "",
    "Gmail": f"\n\nOp ma 23 nov 2026 om 10:12 schreef {FROM}:\n\n{QUOTED}\n",
    "Gmail, folded": f"\n\nOp ma 23 nov 2026 om 10:12 schreef\n{FROM}:\n\n{QUOTED}",
    "Apple": f"\n\nVerstuurd vanaf mijn iPhone\n\n> Op 23 nov 2026 om 10:12 heeft {FROM} geschreven:\n>\n{QUOTED}",
    "Outlook": f"\n\nVan: {FROM}\nVerzonden: maandag 10:12\nAan: Samira\nOnderwerp: Advies\n\n{OURS}",
    "Outlook, English": f"\n\n{'_' * 32}\nFrom: {FROM}\nSent: Monday\nTo: Samira\nSubject: x\n\n{OURS}",
    "Thunderbird": f"\n\nOn 11/23/2026 10:12 AM, Kringwijs wrote:\n{QUOTED}",
    "an old program": f"\n\n-----Oorspronkelijk bericht-----\n{OURS}",
    "our own line": f"\n\n{MARKS[0]}\n\nHallo Samira,\n\n{OURS}",
    "our own line, quoted": f"\n\n> {MARKS[1]}\n>\n{QUOTED}",
    "a signature": "\n\n--\nSamira Bennani\n06-12345678",
    "a closing": "\n\nMet vriendelijke groet,\n\nSamira Bennani\nWijkregisseur Oosterveld\n06-12345678",
    "a short closing": "\n\nGroetjes Samira",
}
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=80)


@pytest.mark.parametrize("style", BELOW)
@pytest.mark.parametrize(
    "own",
    [
        "Ja, dinsdag kan.",
        "Hoi Joost,\n\nBedankt, dat helpt.\nIk ga dinsdag langs bij de garage.",
        "Drie dingen:\n- koffie\n- sport\n- markt",
        "Op 3 maart schreef de gemeente: we doen mee.\nVan wie komt dat geld?",
        "Met vriendelijke groeten begin ik elk gesprek, en dat werkt.",
    ],
)
def test_what_somebody_wrote_stays_whatever_the_program(style, own):
    assert written_above(own + BELOW[style].replace("\n", "\r\n")) == own


def test_who_only_quotes_says_nothing():
    assert [written_above(below) for name, below in BELOW.items() if not name.startswith("a ")] == [""] * 10


def test_answers_between_quoted_lines_stay():
    assert written_above("> Kan dinsdag?\nJa.\n> En woensdag?\nNee.") == "Ja.\nNee."


@given(st.lists(LINES, max_size=30))
def test_every_line_that_stays_was_written(lines):
    kept = written_above("\n".join(lines)).split("\n")

    said = iter([line.replace("\xa0", " ").strip() for line in lines])
    assert all(each.strip() in said or not each.strip() for each in kept)


@given(st.lists(st.sampled_from(["Ja.", "", "Dat past.", "We gaan langs.", "- koffie"]), min_size=1, max_size=12))
def test_below_a_plain_text_nothing_is_missed(lines):
    own = "\n".join(lines)
    assume(own.strip())

    assert {written_above(own + below) for below in BELOW.values()} == {own.strip()}


@pytest.mark.parametrize(
    "piece", ["Op ", "Op a schreef 2026 ", "\n", " \n", "> ", "Van: x\n", "--\n ", "_", "a:", "Groet"]
)
def test_no_mail_costs_more_than_its_length(piece):
    begin = time.perf_counter()

    written_above(piece * (300_000 // len(piece)))

    assert time.perf_counter() - begin < 2
