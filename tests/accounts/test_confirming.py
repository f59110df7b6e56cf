"""Who must show once more who they are comes back on a page that is there."""

from datetime import timedelta

import pytest
from flask import current_app

from lms.accounts.models import SignInSession
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
GUARDED = (
    ("/account/wachtwoord", "/account/wachtwoord"),
    ("/account/e-mailadres", "/account/e-mailadres"),
    ("/account/wissen", "/account/wissen"),
    ("/account/tweede-stap/app", "/account/tweede-stap/app"),
    ("/account/tweede-stap/app/bevestigen", "/account/tweede-stap/app"),
    ("/account/tweede-stap/app/uit", "/account/tweede-stap/app"),
    ("/account/tweede-stap/herstelcodes", "/account/tweede-stap"),
    ("/account/tweede-stap/passkeys/nieuw", "/account/tweede-stap/passkeys/nieuw"),
)


@pytest.mark.parametrize(("path", "back"), GUARDED)
def test_after_the_password_comes_a_page_that_can_be_opened(browser, path, back):
    browser.sign_in(a_person(password=PASSWORD))
    db.session.query(SignInSession).one().created_at = now() - timedelta(minutes=31)
    db.session.commit()

    asked = browser.submit(path).headers["Location"]
    entered = browser.submit(asked, password=PASSWORD).headers["Location"]
    shown = browser.client.get(entered)

    assert (asked, entered) == (f"/inloggen/bevestigen?next={back}", back)
    assert shown.status_code in (200, 303)


def test_every_guarded_address_that_takes_a_post_is_tried_above(app):
    with app.test_request_context("/"):
        guarded = {
            rule.rule
            for rule in current_app.url_map.iter_rules()
            if "POST" in rule.methods and "recently_confirmed" in _wrapped_by(current_app.view_functions[rule.endpoint])
        }

    assert guarded == {path for path, _back in GUARDED} | {"/account/tweede-stap/passkeys/<passkey>/weg"}


def _wrapped_by(view):
    names = set()
    while view is not None:
        names.add(view.__code__.co_qualname.partition(".")[0] if hasattr(view, "__code__") else "")
        view = getattr(view, "__wrapped__", None)
    return names
