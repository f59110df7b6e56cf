"""The tables of kernel."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

import lms.kernel.db  # noqa: F401

revision = "0001_kernel"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""


def downgrade() -> None:
    """Take them away."""
