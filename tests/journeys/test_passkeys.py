"""A person makes a passkey and comes back with it, in a real browser with a phone in software."""

import pytest

from lms.accounts.enums import Role
from tests.journeys.looks import assert_accessible, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def phone_with_finger(desktop):
    """A page whose browser has an authenticator that says yes."""
    tools = desktop.context.new_cdp_session(desktop)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return desktop


def test_make_a_passkey_and_come_back_with_it(site, phone_with_finger, axe):
    page = phone_with_finger
    sign_in(page, site.newcomer(Role.KEY_PERSON), to="/account/tweede-stap")
    assert_accessible(page, axe)
    page.get_by_role("link", name="Maak een passkey").click()
    assert_accessible(page, axe)
    page.get_by_label("Naam van dit apparaat").fill("Mijn laptop")
    page.get_by_role("button", name="Maak de passkey").click()
    page.get_by_role("heading", name="Bewaar deze herstelcodes").wait_for()
    codes = page.locator("code").count()

    assert_accessible(page, axe)
    page.context.clear_cookies()
    page.goto("/inloggen/passkey?next=/account")
    page.get_by_role("button", name="Log in met je passkey").click()
    page.get_by_role("heading", name="Je account", level=1).wait_for()

    assert codes == 10
    assert page.url.endswith("/account")
