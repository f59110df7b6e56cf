"""The table of content: lists of sources."""

import sqlalchemy as sa
from alembic import op

revision = "0003_content"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "source_list",
        sa.Column("folder", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("synced_digest", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("folder", name="pk_source_list"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("source_list")
