"""What comes in at all."""

from io import BytesIO

import pytest

from lms.app import create_app
from tests.conftest import test_settings


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/nergens%00", None),
        ("/inloggen?next=%00", None),
        ("/inloggen?%00=1", None),
        ("/wachtwoord-vergeten", {"email": "a\0@example.org"}),
        ("/taal", {"language": "nl", "next\0": "/"}),
        ("/taal", {"language": "nl", "next": "/\0", "file": (BytesIO(b"\0"), "drawing.png")}),
    ],
)
def test_a_nul_character_is_refused_in_words(browser, path, form):
    response = browser.client.get(path) if form is None else browser.client.post(path, data=form)

    assert response.status_code == 400
    assert response.mimetype == "text/html"


def test_a_file_may_hold_anything(browser):
    form = {"language": "nl", "next": "/", "file": (BytesIO(b"\0"), "drawing.png")}

    assert browser.client.post("/taal", data=form).status_code == 303


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_address(app, database, path):
    settings = app.config["SETTINGS"]
    guarded = create_app(test_settings(settings.database_url, settings.data_dir, trusted_hosts=("leren.example.nl",)))
    client = guarded.test_client()

    assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/help", headers={"Host": "10.0.0.7:8000"}).status_code == 400
