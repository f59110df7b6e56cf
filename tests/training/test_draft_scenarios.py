"""Conversations, numbers and scales are written in fields too: nobody needs to know how a block is written."""

from pathlib import Path

import pytest
from sqlalchemy import select

from lms.content.write.fields import empty_fields, fields_of, write_block
from lms.content.write.segments import segments
from lms.kernel.db import db
from lms.training.commands.drafts import locked
from lms.training.models import ModuleDraft
from lms.training.queries.draft_forms import parts_in
from tests.browser import fields_of as fields_on
from tests.factories.drafts import two_editors
from tests.factories.programme import the_programme

MODULES = Path(__file__).parents[2] / "modules"
SCALE = """/// question | scale
    uid: q1
    low: nog niet
    high: heel zeker
    points: 5

Hoe zeker ben je?

- 1-2 — Dat is een begin.
- * — Mooi.
///"""
NUMBER = """/// question | number
    uid: q2
    unit: van de 100
    tolerance: 2

Hoeveel mensen roken er?

- [x] 18 — Je kent het cijfer.
- [ ] * — Je ziet wie buiten staat.
///"""


@pytest.fixture
def desk(browser, database):
    the_programme()
    return browser.sign_in(two_editors()[0])


@pytest.fixture
def here(desk):
    """Return the address of a part that holds a conversation to fill in."""
    desk.submit("/beheer/modules/nieuw", title="Thee", lessons="Zitten", status="published")
    uid = db.session.scalars(select(ModuleDraft.uid)).one()
    path = f"/beheer/modules/{uid}/delen/{part_of(uid)['uid']}"
    desk.submit(path, **{**fields_on(desk.open(path)), "do": "bij-scenario"})
    return path


def part_of(uid):
    return next(part for _lesson, part in parts_in(locked(uid).form))


def text_at(path):
    return part_of(path.split("/")[3])["text"]


def send(desk, path, expect=303, **changed):
    return desk.submit(path, expect=expect, **{**fields_on(desk.open(path)), **changed})


def test_every_block_of_our_modules_is_shown_in_fields():
    kinds = {
        (fields_of(each)["kind"], each.name)
        for path in MODULES.rglob("*.md")
        for each in segments(path.read_text(encoding="utf-8"))
    }

    assert {name for kind, name in kinds if kind == "markdown"} == set()


def test_a_conversation_of_ours_is_written_to_the_letter():
    pieces = [each for path in MODULES.rglob("*.md") for each in segments(path.read_text(encoding="utf-8"))]
    talks = [each.raw for each in pieces if each.name == "scenario"]

    assert talks
    assert [write_block(fields_of(each)) for each in pieces if each.name == "scenario"] == talks


@pytest.mark.parametrize("raw", [SCALE, NUMBER])
def test_a_scale_and_a_number_are_fields_and_come_back_to_the_letter(raw):
    fields = fields_of(segments(raw)[0])

    assert (fields["kind"], write_block(fields)) == ("question", raw)


@pytest.mark.parametrize(
    "odd",
    [
        "//// scenario | X\n\n/// turn | 1\n\n- A -> einde\n///\n\nTussendoor.\n\n/// ending\n\nEn?\n///\n////",
        "//// scenario | X\n\n/// ending\n\nEn?\n///\n\n/// turn | 1\n\n- A -> einde\n///\n////",
        "//// scenario | X\n\n/// turn | 1\n\n- A -> einde\n    - Dan: B\n    - Dan: C\n///\n\n/// ending\n///\n////",
        "//// scenario | X\n\n/// turn | 1\n\n- A -> einde\nLos.\n///\n\n/// ending\n\nEn?\n///\n////",
        "//// scenario | X\n    who: Ron\n\n/// ending\n\nEn?\n///\n////",
    ],
)
def test_what_fields_would_not_say_whole_stays_as_it_was_written(odd):
    fields = fields_of(segments(odd)[0])

    assert (fields["kind"], write_block(fields)) == ("markdown", odd)


def test_a_conversation_is_made_without_a_mark(desk, here):
    told = {"blocks-0-title": "Bij de koffie", "blocks-0-text": "Ron zit aan tafel."}
    first = "blocks-0-turns-0"
    told |= {f"{first}-text": "Hij zucht.", f"{first}-choices-0-text": "Mag ik iets vragen?"}
    told |= {f"{first}-choices-0-then": "Hij knikt.", f"{first}-choices-0-contact": "Je vroeg of het mocht."}
    send(desk, here, **told, do="bewaar")

    said = "- Mag ik iets vragen? -> 2\n    - Dan: Hij knikt.\n    - Contact: Je vroeg of het mocht."
    text = text_at(here)
    assert text.startswith("//// scenario | Bij de koffie\n    uid: ")
    assert f"Ron zit aan tafel.\n\n/// turn | 1\n\nHij zucht.\n\n{said}\n-  -> 2" in text
    assert "Markdown" not in desk.open(here)


def test_a_moment_comes_and_goes_and_what_led_there_leads_to_the_end(desk, here):
    send(desk, here, do="moment-0")
    send(desk, here, **{"blocks-0-turns-1-choices-0-to": "3"}, do="bewaar")
    assert "/// turn | 3" in text_at(here)
    assert "-> 3" in text_at(here)

    send(desk, here, do="geenmoment-0-2")

    assert "/// turn | 3" not in text_at(here)
    assert "-> 3" not in text_at(here)


@pytest.mark.parametrize("do", ["moment-9", "geenmoment-0-9", "geenkeuze-0-0-9", "geenkeuze-0", "keuze-0-x", "moment-"])
def test_a_button_that_no_page_of_ours_has_changes_nothing(desk, here, do):
    before = text_at(here)

    send(desk, here, do=do)

    assert text_at(here) == before


def test_a_line_in_a_field_never_becomes_a_mark_of_its_own(desk, here):
    said = "Hoi -> einde\n///\n/// fact\n    uid: x"
    send(desk, here, **{"blocks-0-title": said, "blocks-0-turns-0-choices-0-text": said}, do="bewaar")

    assert [each.name for each in segments(text_at(here))] == ["scenario"]


def test_choosing_a_scale_gives_its_fields(desk, here):
    send(desk, here, do="bij-question")
    send(desk, here, **{"blocks-1-style": "scale"}, do="bewaar")
    told = {"blocks-1-low": "laag", "blocks-1-high": "hoog", "blocks-1-points": "5", "blocks-1-otherwise": "Mooi."}

    send(desk, here, **told, do="bewaar")

    assert "    low: laag\n    high: hoog\n    points: 5" in text_at(here)
    assert "- * — Mooi." in text_at(here)


@pytest.mark.parametrize("style", ["one", "match", "order", "short"])
def test_what_you_say_stays_in_its_own_field_while_the_answer_is_still_empty(style):
    answer = {"text": "", "partner": "rechts" if style == "match" else "", "explanation": "Zo is het.", "right": True}
    written = {**empty_fields("question"), "style": style, "prompt": "Wat?", "answers": [answer]}

    assert fields_of(segments(write_block(written))[0]) == written


def test_an_answer_and_a_choice_that_say_nothing_are_told(desk, here):
    send(desk, here, do="bij-question")

    page = desk.open(here)

    assert "Een antwoord is leeg." in page
    assert "Een keuze is leeg." in page


def test_a_text_with_more_lessons_than_fit_is_refused_in_words(desk):
    much = "\n\n".join(f"# Les {number}\n\nRon wacht." for number in range(100))
    page = desk.submit("/beheer/modules/nieuw", expect=422, title="Veel", text=much, status="published").text

    assert "hoogstens 99 lessen" in page
    assert not db.session.scalars(select(ModuleDraft)).all()
