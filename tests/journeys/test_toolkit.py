"""Somebody on a phone, without an account, finds a method that fits what they have, reads it and takes it along."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Fingers, Keys
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in

FIT = re.compile("Acht in acht minuten")


def choose(hands, words):
    hands.press(hands.page.get_by_role("link", name=words, exact=True))


def is_on_screen(page, target):
    """Whether it can be seen without scrolling."""
    box = target.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.parametrize("window", ["phone", "plain"])
def test_three_taps_lead_to_a_method_for_step_5_half_an_hour_and_8_people(request, window):
    page = request.getfixturevalue(window)
    fingers = Fingers(page)
    page.goto("/toolkit")

    for words in ("5. Samen bedenken", "tot 30 minuten", "8 mensen"):
        choose(fingers, words)

    found = page.get_by_role("main").get_by_role("listitem").filter(has_text=FIT)
    expect(found).to_be_visible()
    assert is_on_screen(page, page.get_by_role("link", name=FIT))
    assert page.url.endswith("/toolkit?stap=bedenken&tijd=30&groep=8#keuze")


def test_three_taps_from_the_front_page_lead_to_the_method_itself(phone):
    fingers = Fingers(phone)
    phone.goto("/")

    fingers.press(phone.get_by_role("link", name=re.compile("Samen bedenken")))
    fingers.press(phone.get_by_role("link", name=re.compile("Acht in acht minuten.*30 minuten")))

    expect(phone.get_by_role("heading", level=1)).to_have_text("Acht in acht minuten")


def test_a_choice_is_taken_back_with_keys_alone(desktop):
    keys = Keys(desktop)
    desktop.goto("/toolkit?stap=bedenken&groep=8")

    keys.press(desktop.get_by_role("link", name=re.compile("Stap 5: Samen bedenken.*haal weg")))

    expect(desktop.get_by_role("link", name="5. Samen bedenken", exact=True)).to_be_visible()
    assert desktop.url.endswith("/toolkit?groep=8#keuze")


def test_words_find_a_method_and_keep_the_choices(phone):
    phone.goto("/toolkit?stap=bedenken")
    phone.get_by_label("Zoek op een woord").fill("tekenen")
    Fingers(phone).press(phone.get_by_role("button", name="Zoek"))

    assert "stap=bedenken" in phone.url
    expect(phone.get_by_role("link", name=FIT)).to_be_visible()


def test_every_page_for_readers_is_accessible_and_fits(phone, axe):
    for path in (
        *("/toolkit", "/toolkit?stap=bedenken&tijd=30&groep=8", "/toolkit?q=bestaatniet"),
        *("/toolkit/foto-verhaal", "/toolkit/omgekeerd-denken/v1", "/actiekaart/bedenken", "/"),
    ):
        phone.goto(path)
        phone.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        assert_accessible(phone, axe)
        assert_fits_everywhere(phone)


def test_a_director_keeps_what_fits_and_finds_it_again(desktop, axe):
    keys = Keys(desktop)
    sign_in(desktop, "wijkregisseur")
    keys.press(desktop.get_by_role("link", name=re.compile("Acht in acht minuten.*30 minuten")))
    keys.press(desktop.get_by_role("button", name="Bewaar deze kaart"))
    assert_accessible(desktop, axe)

    keys.press(desktop.get_by_role("link", name="Toolkit", exact=True).first)
    keys.press(desktop.get_by_role("link", name="Wat je bewaarde"))

    expect(desktop.get_by_role("link", name="Acht in acht minuten")).to_be_visible()
    assert_accessible(desktop, axe)
    assert_fits_everywhere(desktop)
    kept = desktop.get_by_role("listitem").filter(has_text="Acht in acht minuten")
    keys.press(kept.get_by_role("button", name="Haal weg"))
    expect(kept).to_have_count(0)
    expect(desktop.get_by_role("button", name="Haal weg").first).to_be_visible()
    assert_accessible(desktop, axe)
