"""The tables of accounts."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

import lms.kernel.db  # noqa: F401

revision = "0002_accounts"
down_revision = "0001_kernel"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""


def downgrade() -> None:
    """Take them away."""
