"""Dit kan beter: asked from a page, answered by an editor, seen by the asker."""

from playwright.sync_api import expect

from lms.accounts.enums import Role
from tests.journeys.hands import Fingers, Keys
from tests.journeys.looks import focus, sign_in

WISH = "Kan het plaatje van Ron groter?"


def test_a_wish_is_asked_answered_and_seen(site, phone, desktop):
    hands, keys = Fingers(phone), Keys(desktop)
    sign_in(phone, site.newcomer(Role.SOCIAL_WORKER))
    phone.goto("/modules/wat-doet-roken")
    hands.press(phone.get_by_role("contentinfo").get_by_role("link", name="Dit kan beter"))
    hands.choose(phone.get_by_label("Ik heb een wens of een idee"))
    hands.write(phone.get_by_label("Je bericht"), WISH)
    hands.press(phone.get_by_role("button", name="Verstuur je bericht"))
    expect(phone.get_by_text("Dank je wel. Je bericht is aangekomen.")).to_be_visible()

    sign_in(desktop, "redacteur", to="/beheer/verbeteringen")
    keys.press(desktop.get_by_role("link", name=WISH))
    expect(desktop.get_by_text("/modules/wat-doet-roken")).to_be_visible()
    keys.write(desktop.get_by_label("Je antwoord"), "Goed idee. Dat doen we.")
    keys.press(desktop.get_by_role("button", name="Bewaar het antwoord"))

    phone.reload()
    expect(phone.get_by_text("Goed idee. Dat doen we.")).to_be_visible()


def test_an_empty_wish_is_refused_with_the_focus_on_what_is_missing(site, desktop):
    keys = Keys(desktop)
    desktop.goto("/dit-kan-beter")
    keys.write(desktop.get_by_label("Je bericht"), WISH)
    keys.press(desktop.get_by_role("button", name="Verstuur je bericht"), expect=422)

    assert focus(desktop).startswith("Bijna klaar. Kijk nog hiernaar:")
    expect(desktop.get_by_label("Je bericht")).to_have_value(WISH)
