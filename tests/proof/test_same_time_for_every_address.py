"""An address with an account answers as fast as one without: nobody learns from a clock who is here."""

import statistics
import time

import pytest

from lms.app import create_app
from lms.kernel.db import db
from lms.kernel.migrations import upgrade
from tests.browser import Browser
from tests.conftest import test_settings
from tests.databases import sqlite_url
from tests.factories.people import a_person

pytestmark = [pytest.mark.proof, pytest.mark.sqlite_only]
PAIRS = 45  # two requests each, within what one network may try
CLOSE_ENOUGH = 0.005  # seconds of processor time between the medians


@pytest.fixture
def served(tmp_path):
    """The product as it is served: with a queue that works later, not inside the request as in other tests."""
    app = create_app(test_settings(sqlite_url(tmp_path), tmp_path, testing=False, demo=True))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def seconds(browser, path, **data):
    begun = time.thread_time()  # what this request costs, whatever else the machine does
    browser.client.post(path, data=data)
    return time.thread_time() - begun


@pytest.mark.parametrize(
    ("path", "more"), [("/inloggen", {"password": "fout, fout, fout"}), ("/wachtwoord-vergeten", {})]
)
def test_known_and_unknown_addresses_take_as_long(served, path, more):
    """Runs on SQLite alone: the difference is in our code, and a second database would only double the wait."""
    browser = Browser(served)
    known = [
        a_person(email=f"bekend{each}@example.org", password="vier losse woorden hier").email for each in range(PAIRS)
    ]
    unknown = [f"onbekend{each}@example.org" for each in range(PAIRS)]
    seconds(browser, path, email="warm@example.org", **more)

    spent = [
        (seconds(browser, path, email=a, **more), seconds(browser, path, email=b, **more))
        for a, b in zip(known, unknown, strict=True)
    ]

    here, gone = (statistics.median(pair[side] for pair in spent) for side in (0, 1))
    assert abs(here - gone) < CLOSE_ENOUGH
