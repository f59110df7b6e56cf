"""Coming in and going out: the form, a forgotten password, an invitation; and what the back button shows."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from lms.accounts.commands.people import invite
from lms.accounts.enums import Role
from lms.accounts.models import SignInSession
from lms.accounts.queries.people import person_by_email
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.journeys.hands import Fingers, Keys
from tests.journeys.looks import assert_fits, focus, sign_in
from tests.journeys.site import PASSWORD, address_of

NEW_PASSWORD = "een kapper knipt het best"


def test_a_social_worker_signs_in_and_out_and_the_back_button_shows_nothing_private(site, phone):
    hands, secret = Fingers(phone), "Wat ik alleen voor mezelf opschrijf."
    phone.goto("/")
    hands.press(phone.get_by_role("main").get_by_role("link", name="Inloggen"))
    hands.write(phone.get_by_label("E-mailadres"), address_of("sociaalwerker"))
    hands.write(phone.locator("input[name=password]"), PASSWORD)
    hands.press(phone.get_by_role("button", name="Log in", exact=True))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dag Dennis")
    phone.goto("/modules/wat-doet-roken/mensen-en-roken/wie-rookt-er-in-jouw-straat")
    hands.write(phone.get_by_label("Je gedachte"), secret)
    hands.press(phone.get_by_role("button", name="Bewaar je gedachte"))
    hands.write(phone.get_by_label("Je gedachte"), f"{secret} En nog iets dat niet is verstuurd.")

    phone.locator("details.kw-menu:visible > summary").last.tap()
    hands.press(phone.locator("details.kw-menu[open]").get_by_role("button", name="Uitloggen"))
    expect(phone.get_by_text("Je bent uitgelogd.")).to_be_visible()
    for _ in range(4):
        phone.go_back(wait_until="load")
        assert secret not in phone.content()
        assert "je menu" not in phone.content()
        assert "Dag Dennis" not in phone.content()
    sign_in(phone, site.newcomer(Role.SOCIAL_WORKER))  # the next person at the same screen
    phone.goto("/modules/wat-doet-roken/mensen-en-roken/wie-rookt-er-in-jouw-straat")
    expect(phone.get_by_label("Je gedachte")).to_have_value("")


def test_a_wrong_password_leaves_the_address_and_puts_the_focus_on_what_is_wrong(site, desktop):
    keys = Keys(desktop)
    desktop.goto("/inloggen")
    keys.write(desktop.get_by_label("E-mailadres"), address_of(site.newcomer(Role.SOCIAL_WORKER)))
    address = desktop.get_by_label("E-mailadres").input_value()
    keys.write(desktop.locator("input[name=password]"), "niet dit wachtwoord")
    keys.press(desktop.get_by_role("button", name="Log in", exact=True), expect=422)

    assert focus(desktop).startswith("Bijna klaar. Kijk nog hiernaar:")
    expect(desktop.get_by_label("E-mailadres")).to_have_value(address)
    expect(desktop.locator("input[name=password]")).to_have_value("")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")  # the link to the field that is wrong
    assert focus(desktop) == "password"


@pytest.mark.parametrize("window", ["phone", "plain"])
def test_a_forgotten_password_is_replaced_and_every_old_session_ends(site, window, request, chromium):
    page = request.getfixturevalue(window)
    name, hands = site.newcomer(Role.SOCIAL_WORKER), Fingers(page)
    elsewhere = chromium.new_page(base_url=site.address)
    sign_in(elsewhere, name)

    page.goto("/inloggen")
    hands.press(page.get_by_role("link", name="Wachtwoord vergeten?"))
    hands.write(page.get_by_label("E-mailadres"), address_of(name))
    hands.press(page.get_by_role("button", name="Mail mij een link"))
    assert_fits(page)
    link = site.newest_link(name)
    before = site.contents()
    page.goto(link)
    page.goto(link)
    assert site.contents() == before, "opening a link changed something"
    hands.write(page.get_by_label("Nieuw wachtwoord"), NEW_PASSWORD)
    hands.press(page.get_by_role("button", name="Bewaar het wachtwoord"))

    elsewhere.goto("/account/wachtwoord")
    assert elsewhere.url.startswith(f"{site.address}/inloggen")
    elsewhere.context.close()
    page.context.clear_cookies()
    sign_in(page, name, password=NEW_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Dag {name.capitalize()}")
    assert page.goto(link).status == 410, "the link works once"


def test_somebody_who_is_back_after_a_quarter_of_an_hour_goes_on_at_once(site, phone):
    """On real connections: the page reads, and that somebody was here is written beside it."""
    name = site.newcomer(Role.SOCIAL_WORKER)
    sign_in(phone, name)
    with site.behind():
        long_ago = now() - timedelta(minutes=20)
        of_them = SignInSession.person_id == person_by_email(address_of(name)).id
        db.session.execute(update(SignInSession).where(of_them).values(last_seen_at=long_ago))

    assert phone.goto("/modules", timeout=4000).status == 200
    with site.behind():
        assert db.session.scalar(select(SignInSession.last_seen_at).where(of_them)) > now() - timedelta(minutes=1)


def test_an_invitation_is_accepted_from_the_mail(site, phone):
    name = "genodigde"
    with site.behind():
        by = person_by_email(address_of("beheerder")).uid
        places = [(Role.KEY_PERSON, "programme", 1)]
        invite(name="Naima Post", email=address_of(name), places=places, by=by, origin="demo")
    hands = Fingers(phone)

    phone.goto(site.newest_link(name))
    expect(phone.get_by_text("Je account staat klaar als: Sleutelpersoon.")).to_be_visible()
    assert_fits(phone)
    hands.write(phone.get_by_label("Je naam"), "Naima")
    hands.write(phone.get_by_label("Kies een wachtwoord"), NEW_PASSWORD)
    hands.press(phone.get_by_role("button", name="Begin met Kringwijs"))

    expect(phone.get_by_role("heading", level=1)).to_have_text("Dag Naima")
    phone.context.clear_cookies()
    sign_in(phone, name, password=NEW_PASSWORD)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dag Naima")
