"""Find what somebody wrote about meetings by who wrote it, and drop the reason that nobody is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0026_who_wrote_attendance"
down_revision = "0025_insights"
branch_labels = None
depends_on = None

WRITTEN_BY = (
    ("attender", "attendance_by_id"),
    ("attendance_change", "by_id"),
    ("meeting_move", "by_id"),
    ("walk_in", "by_id"),
)


def upgrade() -> None:
    """Add the indexes, and drop the column."""
    for table, column in WRITTEN_BY:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.drop_column("attender", "answer_why")


def downgrade() -> None:
    """Drop the indexes, and add the column, empty."""
    op.add_column("attender", sa.Column("answer_why", sa.String(length=200), nullable=False, server_default=""))
    for table, column in WRITTEN_BY:
        op.drop_index(f"ix_{table}_{column}", table)
