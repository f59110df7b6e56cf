"""Take away the fingerprint of milestones and risks: nothing reads it, for the rows themselves say what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0011_spine_tidying"
down_revision = "0010_form_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take it away."""
    op.drop_column("programme", "steering_digest")


def downgrade() -> None:
    """Put an empty one back, which is what a programme has that was never synced."""
    op.add_column("programme", sa.Column("steering_digest", sa.String(64), server_default="", nullable=False))
