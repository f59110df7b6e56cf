"""Whether people chose their language themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0007_language_chosen"
down_revision = "0006_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody is taken to have chosen before."""
    op.add_column("person", sa.Column("language_chosen", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("person", "language_chosen")
