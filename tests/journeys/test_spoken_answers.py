"""An open question that was answered in a talk is answered on the page in one line, and said back."""

from time import monotonic

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in, watched
from tests.journeys.test_advice import ADVISER, DIRECTOR, LOOK, THREE_QUARTERS, WRITE, ask


def test_what_was_said_at_the_door_answers_the_question_and_is_said_back(site, chromium, phone, axe):
    sign_in(phone, DIRECTOR)
    address = ask(phone, "Wie vragen we voor de buurtmaaltijd?")
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as hand:
        sign_in(hand, ADVISER, to=address.removeprefix(site.address))
        hands, began = Fingers(hand), monotonic()
        hands.press(hand.get_by_role("link", name="Ik heb het al gezegd"))
        expect(hand.locator("main")).to_contain_text("Wie vragen we voor de buurtmaaltijd?")
        hands.write(hand.get_by_label("Wat adviseerde je?"), "Vraag de kapper. Hij kent iedereen.")
        hands.choose(hand.get_by_label("Op bezoek"))
        assert_accessible(hand, axe)
        assert_fits_everywhere(hand)
        hands.press(hand.get_by_role("button", name="Leg vast"))
        expect(hand.get_by_text("ziet het meteen.")).to_be_visible()
        assert monotonic() - began + WRITE + 4 * LOOK <= THREE_QUARTERS

    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Vraag de kapper. Hij kent iedereen.")
    expect(phone.locator("main")).to_contain_text("Gezegd op bezoek op")
    expect(phone.locator("main")).to_contain_text("Beantwoord op")
    phone.get_by_text("Schrijf op hoe je het begreep").tap()
    hands = Fingers(phone)
    hands.write(phone.get_by_role("textbox", name="Zo begreep ik het"), "Eerst de kapper vragen.")
    hands.press(phone.get_by_role("button", name="Bewaar", exact=True))
    expect(phone.locator("main")).to_contain_text("Eerst de kapper vragen.")
