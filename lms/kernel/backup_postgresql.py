"""The copy of a PostgreSQL database, made by PostgreSQL's own tools."""

import os
import shutil
import subprocess  # noqa: S404 -- pg_dump and pg_restore
from pathlib import Path

from sqlalchemy import Engine

from lms.kernel.refusal import Refusal


def dump(engine: Engine, target: Path) -> None:
    """Write a copy of one moment to ``target``."""
    _run(engine, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(engine: Engine, source: Path) -> None:
    """Make the database equal to ``source``, in one transaction."""
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run(engine, "pg_restore", *options, f"--dbname={engine.url.database}", str(source))


def _run(engine: Engine, tool: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise Refusal(f"{tool} is not on this machine: install the client tools of your PostgreSQL version")
    url = engine.url
    given = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,  # in the environment, where other users of this machine do not see it
        "PGDATABASE": url.database,
    }
    environ = os.environ | {name: str(value) for name, value in given.items() if value}
    done = subprocess.run([program, *arguments], env=environ, capture_output=True, text=True, check=False)  # noqa: S603 -- no shell
    if done.returncode:
        raise Refusal(f"{tool}: {done.stderr.strip()[:500]}")
