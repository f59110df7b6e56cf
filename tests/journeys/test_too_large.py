"""A file that is too large is refused in words, and what was typed beside it stands there again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looks import sign_in
from tests.journeys.test_advice import ADVISER, DIRECTOR, ask

LARGE = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 10_600_000}
WORDS = "Dit wil ik niet nog een keer typen."


@pytest.mark.parametrize(
    ("who", "rest", "field", "button"),
    [
        (DIRECTOR, "", "Jouw bericht", "Stuur je bericht"),
        (ADVISER, "/antwoord", "Jouw advies", "Bewaar als concept"),
    ],
)
def test_too_large_a_file_costs_no_word(site, phone, desktop, who, rest, field, button):
    sign_in(phone, DIRECTOR)
    path = ask(phone, "Past dit bestand?").removeprefix(site.address) + rest
    sign_in(desktop, who, to=path)
    desktop.get_by_role("textbox", name=field).fill(WORDS)
    desktop.get_by_text("Voeg een bestand toe").click()
    desktop.get_by_label("Kies een foto, pdf of Word-bestand").set_input_files([LARGE])
    desktop.get_by_role("button", name=button).click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Dit is te groot om te versturen")

    desktop.go_back()

    expect(desktop.get_by_role("textbox", name=field)).to_have_value(WORDS)
    desktop.goto(path)
    expect(desktop.get_by_role("textbox", name=field)).to_have_value(WORDS)
