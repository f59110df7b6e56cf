"""Recordings of the spoken text of parts, and which forms arrived over a bad line."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0018_part_voices"
down_revision = "0017_together"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the column for when each answer of an open quiz was chosen."""
    op.create_table(
        "sent_form",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sent_form_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_sent_form")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sent_form_sent_at", "sent_form", ["sent_at"])
    op.create_table(
        "part_recording",
        sa.Column("uid", sa.String(300), nullable=False),
        sa.Column("module_uid", sa.String(64), nullable=False),
        sa.Column("text_uid", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_part_recording_by_id_person")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_part_recording")),
    )
    op.create_index("ix_part_recording_by_id", "part_recording", ["by_id"])
    op.create_index("ix_part_recording_module_uid", "part_recording", ["module_uid"])
    op.add_column("quiz_attempt", sa.Column("drafted", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("quiz_attempt", "drafted")
    op.drop_table("part_recording")
    op.drop_table("sent_form")
