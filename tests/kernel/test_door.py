"""What comes in at all."""

from io import BytesIO

import pytest

from lms.app import create_app
from lms.kernel.db import db
from tests.conftest import test_settings


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/nergens%00", None),
        ("/inloggen?next=%00", None),
        ("/inloggen?%00=1", None),
        ("/wachtwoord-vergeten", {"email": "a\0@example.org"}),
        ("/taal", {"language": "nl", "next\0": "/"}),
    ],
)
def test_a_nul_character_is_refused_in_words(browser, path, form):
    response = browser.client.get(path) if form is None else browser.client.post(path, data=form)

    assert response.status_code == 400
    assert response.mimetype == "text/html"


@pytest.mark.parametrize(("next_page", "status"), [("/", 303), ("/\0", 400)])
def test_a_file_may_hold_anything_and_the_fields_beside_it_may_not(browser, next_page, status):
    form = {"language": "nl", "next": next_page, "file": (BytesIO(b"\0"), "drawing.png")}

    assert browser.client.post("/taal", data=form).status_code == status


@pytest.fixture
def guarded(app):
    """The application on a site that answers to one host."""
    settings = app.config["SETTINGS"]
    guarded = create_app(test_settings(settings.database_url, settings.data_dir, trusted_hosts=("leren.example.nl",)))
    yield guarded
    with guarded.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_address(guarded, path):
    client = guarded.test_client()

    assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/help", headers={"Host": "10.0.0.7:8000"}).status_code == 400
