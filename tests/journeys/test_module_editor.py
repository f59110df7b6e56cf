"""A first-time editor makes a module in a few presses."""

from playwright.sync_api import Page, expect

from lms.kernel.chance import new_uid
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in
from tests.journeys.visit import EDITOR

MOST_PRESSES = 12


class Presses:
    """Everything but typing, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, role: str, name: str) -> None:
        """Press what leads on."""
        self.count += 1
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role(role, name=name, exact=True).first.click()

    def tick(self, name: str) -> None:
        """Tick a box."""
        self.count += 1
        self.page.get_by_label(name).check()

    def write(self, label: str, words: str, at: int = 0) -> None:
        """Type; going to a field with the keyboard is typing."""
        self.page.get_by_label(label, exact=True).nth(at).fill(words)


def test_a_first_time_editor_makes_three_lessons_and_a_quiz_in_twelve_presses(site, desktop, axe):
    title = f"Thee op de stoep {new_uid(4)}"
    sign_in(desktop, EDITOR, to="/beheer/modules")
    hands = Presses(desktop)
    hands.press("link", "Begin een module")
    hands.write("Titel", title)
    hands.write("Samenvatting", "Hoe je met iemand praat bij de thee.")
    hands.write("Wat kun je daarna?", "Je kunt een gesprek beginnen.")
    hands.write("Welke lessen komen erin?", "Zitten\nVragen\nLuisteren")
    hands.tick("2. Een team maken")
    hands.press("button", "Begin met schrijven")
    for words in ("Je gaat naast iemand zitten.", "Je vraagt of het mag.", "Je luistert en je wacht."):
        hands.write("Tekst", words)
        hands.press("button", "Bewaar en ga verder")
    hands.write("De vraag", "Wat doe je eerst?")
    for at, (said, why) in enumerate((("Zitten", "Zo begin je."), ("Praten", "Dat mag later."), ("Weggaan", "Blijf."))):
        hands.write(f"Antwoord {at + 1}", said)
        hands.write("Wat zeg je als iemand dit kiest?", why, at)
    assert_accessible(desktop, axe)
    assert_fits_everywhere(desktop)
    hands.press("button", "Klaar: laat iemand meekijken")
    hands.press("button", "Vraag om mee te kijken")

    expect(desktop.get_by_text("Gevraagd. Je krijgt bericht")).to_be_visible()
    assert hands.count <= MOST_PRESSES, hands.count
