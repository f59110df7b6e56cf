"""Runs migrations with the application's own engine."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from lms.kernel.db import Base, db
from lms.kernel.migrations import is_ours


def run() -> None:
    """Migrate in one transaction; waiting for a lock is bounded by the engine."""
    with db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            look_after_keys(connection, on=False)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=is_ours,
            render_as_batch=on_sqlite,
            compare_type=True,
            transaction_per_migration=True,
            on_version_apply=[refuse_loose_ends] if on_sqlite else [],
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
        finally:
            if on_sqlite:
                look_after_keys(connection, on=True)


def look_after_keys(connection: Connection, *, on: bool) -> None:
    """Switch foreign keys, outside a transaction: SQLite changes a table by making it anew (lang_altertable)."""
    connection.rollback()
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'on' if on else 'off'}")  # type: ignore[union-attr]


def refuse_loose_ends(ctx: Any, **_told: Any) -> None:
    """Refuse a migration that leaves a row pointing at nothing; its transaction is rolled back."""
    if loose := ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"rows point at nothing: {loose[:5]}")


run()
