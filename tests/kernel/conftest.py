"""Fixtures of the kernel's tests."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.kernel.mail_server import MailServer, OnThisMachine


@pytest.fixture
def mail_server(app, monkeypatch):
    """A mail server this installation sends to."""
    with running(app, monkeypatch) as server:
        yield server


@pytest.fixture
def ascii_mail_server(app, monkeypatch):
    """A mail server that knows ASCII addresses only."""
    with running(app, monkeypatch, enable_SMTPUTF8=False) as server:
        yield server


@contextmanager
def running(app, monkeypatch, **options) -> Generator[MailServer, None, None]:
    server = MailServer()
    controller = OnThisMachine(server, **options)
    controller.start()
    server.url = controller.url
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_url=controller.url))
    yield server
    controller.stop()
