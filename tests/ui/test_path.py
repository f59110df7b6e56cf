"""The breathing line is drawn from the card it is given."""

import re

import pytest

from lms.ui.gallery import STATES, action_card

PATH = '{% from "ui/path.html" import path %}{{ path(phases=phases) }}'


def test_states_are_words_beside_shapes(render):
    html = render(PATH, phases=action_card(STATES))

    assert [html.count(words) for words in ("Klaar voor nu", "Opnieuw bezig", "Nog niet begonnen")] == [3, 1, 3]
    assert html.count('aria-current="step"') == 1


def test_a_card_without_states_tells_none(render):
    html = render(PATH, phases=action_card(("",) * 8))

    assert "kw-step__state" not in html
    assert "kw-path__back" not in html


@pytest.mark.parametrize(
    ("states", "arrows"),
    [
        (("reopened", "reopened", "in_progress"), 2),
        (("in_progress", "reopened"), 0),
        (("reopened", "done_for_now"), 0),
    ],
)
def test_an_arrow_leads_back_from_where_you_are(render, states, arrows):
    html = render(PATH, phases=action_card((*states, *("not_started",) * (8 - len(states)))))

    assert html.count("kw-path__back") == arrows


def test_another_card_gets_its_own_line(render):
    step = {"title": "Stap", "href": "/", "state": ""}
    phases = [
        {"name": "Open", "note": "", "opens": True, "steps": [{**step, "number": 1}, {**step, "number": 2}]},
        {"name": "Dicht", "note": "", "opens": False, "steps": [{**step, "number": 3}]},
    ]
    html = render(PATH, phases=phases)

    assert 'viewBox="0 0 300 120"' in html
    assert re.findall(r'd="M(\d+) (\d+)', html) == [("3", "54"), ("203", "2")]
    assert [f"kw-n-{n}" in html for n in (1, 2, 3)] == [True, True, False]
