"""Runs migrations with the application's own engine."""

from alembic import context

from lms.kernel.db import Base, db
from lms.kernel.migrations import is_ours


def run() -> None:
    """Migrate in one transaction; waiting for a lock is bounded by the engine."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=is_ours,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
