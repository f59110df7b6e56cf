"""``lms db``: bringing the schema up and down, and saying whether it fits the models."""

from pathlib import Path

import click
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask.cli import AppGroup

from lms.kernel import audit, outbox, search  # noqa: F401 -- their tables belong to the schema we compare with
from lms.kernel.db import Base, db, writing

FOLDER = Path(__file__).parents[2] / "migrations"
migrations_cli = AppGroup("db", help="The schema of the database.")


def config() -> Config:
    """Return Alembic's view of our migrations folder."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    return settings


def upgrade(revision: str = "head") -> None:
    """Bring the schema up to ``revision``."""
    with writing():
        command.upgrade(config(), revision)


def downgrade(revision: str) -> None:
    """Bring the schema down to ``revision``."""
    with writing():
        command.downgrade(config(), revision)


def differences() -> list[str]:
    """Return what differs between the models and the database, in words; empty when nothing does."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what a migration makes by hand: full-text tables and the queue's own."""
    return not (kind == "table" and (name or "").startswith(("search_text", "huey_", "sqlite_")))


def is_current() -> bool:
    """Return whether the database stands at the newest migration."""
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here == ScriptDirectory.from_config(config()).get_current_head()


@migrations_cli.command("upgrade")
@click.argument("revision", default="head")
def upgrade_command(revision: str) -> None:
    """Bring the schema up to REVISION (the newest)."""
    upgrade(revision)


@migrations_cli.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Bring the schema down to REVISION (a number, `base`, or `-1`)."""
    downgrade(revision)


@migrations_cli.command("check")
def check_command() -> None:
    """Exit 1 when the database does not fit the models."""
    found = differences() if is_current() else ["the newest migration has not been applied"]
    for line in found:
        click.echo(line)
    raise SystemExit(bool(found))
