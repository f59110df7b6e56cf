"""The tables of home."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

import lms.kernel.db  # noqa: F401

revision = "0005_home"
down_revision = "0004_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""


def downgrade() -> None:
    """Take them away."""
