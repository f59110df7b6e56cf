"""A real browser against the real application, served from a thread on a free port."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from deploy.browser import found
from lms.app import create_app
from lms.kernel.db import db
from lms.kernel.migrations import upgrade
from tests.conftest import test_settings
from tests.databases import sqlite_url
from tests.journeys.site import load_demo

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=nl-NL",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """The running product: its address, and its application for looking behind it."""

    address: str
    app: Flask


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The product with the demo programme, on SQLite, as `make run` would start it."""
    folder = tmp_path_factory.mktemp("site")
    settings = test_settings(sqlite_url(folder), folder, demo=True)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        upgrade()
        load_demo()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://localhost:{server.server_port}", app)
    server.shutdown()
    thread.join(timeout=10)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for all journeys of a worker."""
    path = found()
    assert path, "Chromium is missing: run `python deploy/browser.py`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, site) -> Iterator[Page]:
    """A page of 390 px that answers to touch."""
    yield from _page(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(chromium, site) -> Iterator[Page]:
    """A page of 1280 px with a keyboard."""
    yield from _page(chromium, site, viewport=DESKTOP)


@pytest.fixture
def plain(chromium, site) -> Iterator[Page]:
    """A page of 390 px without JavaScript."""
    yield from _page(chromium, site, viewport=PHONE, java_script_enabled=False)


def _page(chromium: Chromium, site: Site, **options) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(base_url=site.address, locale="nl-NL", **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: problems.append(asked.url) if not _own(asked.url, site) else None)
    yield page
    context.close()
    assert [each for each in problems if "422" not in each and "404" not in each] == []


def _own(url: str, site: Site) -> bool:
    return url.startswith((site.address, "data:", "blob:"))


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        subprocess.run([shutil.which("npm"), "ci", "--silent"], cwd=ROOT, env=os.environ, check=True)
    return path.read_text()
