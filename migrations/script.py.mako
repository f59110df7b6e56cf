"""${message}."""

import sqlalchemy as sa
from alembic import op

import lms.kernel.db

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say why here."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Undo it, with the data."""
    ${downgrades if downgrades else "pass"}
