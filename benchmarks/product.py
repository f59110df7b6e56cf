"""The product with its demo programme, ready to be measured in this process."""

import io
import logging
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from flask.testing import FlaskClient

from benchmarks.forms import form_to
from lms.app import command_line, create_app
from lms.config import Settings

PASSWORD = "kringwijs-demo"
MODULE = "/modules/wat-doet-roken"


def build(folder: Path) -> Flask:
    """Return the product on a file database, with content and demo people."""
    settings = Settings(
        secret_key="only-for-benchmarks-" * 2,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'product.sqlite'}",
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


def address_of(name: str) -> str:
    """Return the address of a demo account."""
    return f"{name}@demo.kringwijs.example"
