"""The product with its demo programme, ready to be measured in this process."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Row:
    """One page or action: what it is held against, how much of that it may cost, and how many statements."""

    name: str
    yardstick: str
    budget: float
    statements: int
    request: Callable[..., object]
    times: int = 60
    prepare: Callable[[], tuple] = tuple


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
    fields |= {"email": f"{name}@demo.kringwijs.example", "password": PASSWORD}
    assert client.post(action, data=fields).status_code == 303
    return client


def rows(app: Flask) -> list[Row]:
    """Return everything that is measured, in the order of the table."""
    visitor, worker = app.test_client(), signed_in(app, "sociaalwerker")
    part = first_part(worker)
    etag = visitor.get(MODULE).headers.get("ETag", "")
    return [
        Row("voorpagina, bezoeker", "bare", 2.0, 10, lambda: visitor.get("/")),
        Row("modules, bezoeker", "bare", 2.0, 10, lambda: visitor.get("/modules")),
        Row("module, bezoeker", "bare", 2.0, 10, lambda: visitor.get(MODULE)),
        Row("module, ongewijzigd (304)", "bare", 0.5, 10, lambda: visitor.get(MODULE, headers={"If-None-Match": etag})),
        Row("startpagina, ingelogd", "bare", 2.5, 12, lambda: worker.get("/")),
        Row("module, ingelogd", "bare", 2.0, 10, lambda: worker.get(MODULE)),
        Row("lesdeel", "bare", 1.75, 8, lambda: worker.get(part)),
        Row("account", "bare", 2.5, 12, lambda: worker.get("/account")),
        Row("deel afronden", "bare-post", 2.5, 12, complete(worker, part)),
        Row("toets insturen", "bare-post", 4.0, 14, worker_posts(worker), times=20, prepare=lambda: quiz_sheet(worker)),
    ]


def first_part(client: FlaskClient) -> str:
    """Return the address of the first part the module page links to."""
    page = client.get(MODULE).text
    return next(
        piece.split('"')[0] for piece in page.split('href="') if piece.startswith(f"{MODULE}/") and piece.count("/") > 2
    )


def complete(client: FlaskClient, part: str) -> Callable[[], object]:
    """Return the sending of a part's form with its button "Verder"."""
    action, fields = form_to(client.get(part).text, "/delen/")
    return lambda: client.post(action, data={**fields, "doen": "verder"})


def worker_posts(client: FlaskClient) -> Callable[..., object]:
    """Return the sending of a form."""
    return lambda action, fields: client.post(action, data=fields)


def quiz_sheet(client: FlaskClient) -> tuple[str, dict[str, str]]:
    """Begin a quiz of ten questions and return its form, filled in."""
    page = client.get(f"{MODULE}/toets", follow_redirects=True).text
    begin, fields = form_to(page, "/toets")
    if begin.endswith("/toets"):
        page = client.post(begin, data=fields, follow_redirects=True).text
    action, fields = form_to(page, "/toets/")
    return action, {name: value or "nicotine" for name, value in fields.items()}
