"""A real browser before the real application."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.looks import watched
from tests.journeys.site import Site, served
from tests.journeys.standstill import LONGEST, ended

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """End a journey that stands still, as closing a window of Chromium once did; a dead test process ends the run."""
    with item.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        words_to = os.dup(2)
    try:
        with ended(item.nodeid, LONGEST, words_to):
            return (yield)
    finally:
        os.close(words_to)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The product as `make run` would start it."""
    with served(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def phone(chromium, site) -> Iterator[Page]:
    """A page of 390 px that answers to touch."""
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def desktop(chromium, site) -> Iterator[Page]:
    """A page of 1280 px with a keyboard."""
    with watched(chromium, site, viewport=DESKTOP) as page:
        yield page


@pytest.fixture
def plain(chromium, site) -> Iterator[Page]:
    """A page of 390 px that answers to touch, without JavaScript."""
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        subprocess.run([shutil.which("npm"), "ci", "--silent"], cwd=ROOT, env=os.environ, check=True)
    return path.read_text()
