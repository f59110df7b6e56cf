"""The running product for journeys: its address, and what may be looked up and arranged behind it."""

import logging
import re
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select
from werkzeug.serving import make_server

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.app import command_line, create_app
from lms.home.cli.demo import add_person
from lms.kernel.db import Base, db
from lms.kernel.migrations import upgrade
from lms.kernel.outbox import Mail
from lms.kernel.work import unit_of_work
from tests.conftest import test_settings
from tests.databases import sqlite_url

PASSWORD = "kringwijs-demo"
DOMAIN = "demo.kringwijs.example"
_numbers = count(1)


@dataclass(frozen=True)
class Site:
    """A served application with the demo programme."""

    address: str
    app: Flask

    @contextmanager
    def behind(self) -> Generator[None, None, None]:
        """Look behind the pages; what is written is committed."""
        with self.app.app_context(), unit_of_work():
            yield

    def newcomer(self, role: Role) -> str:
        """Add somebody of the demo who did nothing yet; return the name before the @."""
        name = f"nieuw{next(_numbers)}"
        with self.behind():
            add_person(name, f"{name.capitalize()} van Dam", role, everywhere=True)
        return name

    def rows(self, table: Any, name: str) -> int:
        """Return how many rows of a table are about one demo person."""
        with self.behind():
            statement = select(func.count()).select_from(table).join(Person, Person.id == table.person_id)
            return db.session.scalar(statement.where(Person.email == address_of(name)))

    def contents(self) -> dict[str, str]:
        """Return a digest of every table, to see that nothing changed."""
        with self.behind():
            tables = {table.name: db.session.execute(select(table)).all() for table in Base.metadata.sorted_tables}
        return {name: sha256(repr(rows).encode()).hexdigest() for name, rows in tables.items()}

    def newest_link(self, name: str) -> str:
        """Return the link in the newest mail to a demo person, as it stands in the outbox."""
        with self.behind():
            person = person_by_email(address_of(name))
            newest = select(Mail.text).where(Mail.address == person.email).order_by(Mail.id.desc()).limit(1)
            return re.search(r"http://\S+", db.session.scalar(newest))[0]

    def command(self, *words: str) -> None:
        """Run a command of ``lms``."""
        given = ScriptInfo(create_app=lambda: self.app)
        done = CliRunner().invoke(command_line(), words, obj=given, catch_exceptions=False)
        assert done.exit_code == 0, done.output


def address_of(name: str) -> str:
    return f"{name}@{DOMAIN}"


@contextmanager
def served(folder: Path, *, loaded: bool = True) -> Generator[Site, None, None]:
    """Serve the product from a thread, on SQLite and a free port; ``loaded`` with the demo programme."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://localhost:{listener.getsockname()[1]}"
    app = create_app(test_settings(sqlite_url(folder), folder, demo=True, base_url=address))
    app.config["WTF_CSRF_ENABLED"] = True
    site = Site(address, app)
    with app.app_context():
        upgrade()
        db.session.remove()
    if loaded:
        site.command("content", "sync")
        site.command("demo")
    server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
    listener.close()  # the server has a copy of its own
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    with app.app_context():
        db.engine.dispose()
