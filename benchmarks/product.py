"""The product with its demo programme, ready to be measured in this process."""

import io
import logging
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from flask.testing import FlaskClient

from benchmarks.forms import form_to
from lms.accounts.commands.sessions import begin_session
from lms.accounts.models import Person
from lms.accounts.views.visitor import COOKIE_KEY
from lms.app import command_line, create_app
from lms.config import Settings

PASSWORD = "kringwijs-demo"
SECRET = "only-for-benchmarks-" * 2
MODULE = "/modules/wat-doet-roken"


def build(folder: Path) -> Flask:
    """Return the product on a file database, with content and demo people."""
    settings = Settings(
        secret_key=SECRET,
        data_dir=folder,
        database_url=_database(folder),
        base_url="http://localhost",
        mail_url="",
        mail_from="Kringwijs <kringwijs@localhost>",
        files_url=str(folder / "files"),
        queue_url="",
        demo=True,
    )
    app = create_app(settings)
    for handler in logging.getLogger().handlers:
        handler.setStream(io.StringIO())  # type: ignore[attr-defined]  # lines are written, not shown
    for words in (["db", "upgrade"], ["content", "sync"], ["demo"]):
        done = CliRunner().invoke(command_line(), words, obj=ScriptInfo(create_app=lambda: app), catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return app


def signed_in(app: Flask, name: str) -> FlaskClient:
    """Return a client that signed in with the form, as people do."""
    client = app.test_client()
    action, fields = form_to(client.get("/inloggen").text, "/inloggen")
    fields |= {"email": address_of(name), "password": PASSWORD}
    assert client.post(action, data=fields).status_code == 303
    return client


def environment_of(folder: Path) -> dict[str, str]:
    """Return the settings with which `lms serve` serves the same product."""
    return {
        "LMS_DATA_DIR": str(folder),
        "LMS_DATABASE_URL": _database(folder),
        "LMS_SECRET_KEY": SECRET,
        "LMS_BASE_URL": "http://localhost",
        "LMS_FILES_URL": str(folder / "files"),
        "LMS_DEMO": "1",
    }


def session_cookie(app: Flask, person: Person) -> str:
    """Let somebody be signed in without the form, whose password takes its time on purpose; return their cookie."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # signed cookies
    cookie = signer.dumps({COOKIE_KEY: begin_session(person), "_permanent": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={cookie}"


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'product.sqlite'}"


def address_of(name: str) -> str:
    """Return the address of a demo account."""
    return f"{name}@demo.kringwijs.example"
