"""What differs between an installation behind TLS and one on a laptop."""

import pytest

from lms.app import create_app
from lms.config import SettingsProblem
from lms.kernel.db import db
from tests.browser import Client
from tests.conftest import test_settings
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
SITE = "https://leren.example.nl"


@pytest.fixture
def behind_tls(app, database):
    """The same database, served at an https address with a real CSRF check."""
    settings = app.config["SETTINGS"]
    other = create_app(test_settings(settings.database_url, settings.data_dir, base_url=SITE))
    other.config["WTF_CSRF_ENABLED"] = True
    db._app_engines[other][None] = db._app_engines[app][None]
    yield other
    del db._app_engines[other]


def token_in(page):
    return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def test_behind_tls_the_cookie_is_bound_to_this_host_and_to_https(app, behind_tls):
    person = a_person(password=PASSWORD)
    email = person.email
    with behind_tls.app_context():
        client = Client(behind_tls, behind_tls.response_class)
        form = {"email": email, "password": PASSWORD, "csrf_token": token_in(client.get("/inloggen", base_url=SITE))}
        answer = client.post("/inloggen", base_url=SITE, data=form, headers={"Referer": f"{SITE}/inloggen"})
        foreign = client.post("/uitloggen", base_url=SITE, data=form, headers={"Referer": "https://evil.example/"})

    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303
    assert cookie.startswith("__Host-kringwijs=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Domain" not in cookie
    assert foreign.status_code == 400


def test_on_a_laptop_the_cookie_works_without_tls(browser):
    person = a_person(password=PASSWORD)
    cookie = browser.submit("/inloggen", email=person.email, password=PASSWORD).headers["Set-Cookie"]

    assert cookie.startswith("kringwijs=")
    assert "Secure" not in cookie


def test_links_in_mails_lead_to_our_address_whatever_a_visitor_calls_us(browser):
    person = a_person()

    browser.client.post("/wachtwoord-vergeten", data={"email": person.email}, headers={"Host": "evil.example"})

    mail = mails_about("accounts.reset")[0]
    assert link_in(mail).startswith("/wachtwoord/")
    assert "evil.example" not in mail.text


def test_a_role_that_does_not_exist_stops_the_start(app):
    settings = app.config["SETTINGS"]

    with pytest.raises(SettingsProblem, match="LMS_SECOND_FACTOR_ROLES: no such role: cordinator"):
        create_app(test_settings(settings.database_url, settings.data_dir, second_factor_roles=("cordinator",)))
