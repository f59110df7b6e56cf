"""The product with one of everything, asked without a browser (what a request changes is taken back) or with one."""

from collections.abc import Iterator

import pytest

from lms.app import create_app
from lms.kernel.db import db
from lms.kernel.migrations import upgrade
from tests.conftest import test_settings
from tests.databases import sqlite_url
from tests.journeys.conftest import axe, site
from tests.journeys.scenery import Scenery, set_up
from tests.journeys.site import Site

__all__ = ["axe", "scenery", "site", "town"]


@pytest.fixture(scope="session")
def town(tmp_path_factory) -> Iterator[Scenery]:
    """The demo programme with one of everything, on SQLite."""
    folder = tmp_path_factory.mktemp("town")
    app = create_app(test_settings(sqlite_url(folder), folder, demo=True))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        db.session.remove()
    site = Site("http://localhost", app)
    site.command("content", "sync")
    site.command("demo")
    yield set_up(app)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def scenery(site) -> Scenery:
    """The same, served to browsers."""
    return set_up(site.app)
