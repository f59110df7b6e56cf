"""Notices, how people want them by mail, and who was erased."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0006_notices"
down_revision = "0005_home"
branch_labels = None
depends_on = None

WAITS = sa.text("due_on IS NOT NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("cause", sa.String(60), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("url", sa.String(300), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 300", name=op.f("ck_notice_length")),
        sa.CheckConstraint("url LIKE '/%' AND url NOT LIKE '//%'", name=op.f("ck_notice_url_is_ours")),
        sa.CheckConstraint("due_on IS NULL OR read_at IS NULL", name=op.f("ck_notice_read_is_not_due")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("uid", name=op.f("uq_notice_uid")),
        sa.UniqueConstraint(
            "person_id", "cause", "object", "version", name=op.f("uq_notice_person_id_cause_object_version")
        ),
    )
    op.create_index("ix_notice_newest", "notice", ["person_id", "id"])
    op.create_index("ix_notice_due", "notice", ["person_id", "due_on"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_index("ix_notice_created_at", "notice", ["created_at"])
    op.create_table(
        "notice_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("cadence", sa.String(32), nullable=False),
        sa.CheckConstraint("cadence IN ('now', 'daily', 'weekly', 'off')", name=op.f("ck_notice_preference_cadence")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_preference_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_notice_preference")),
    )
    op.create_table(
        "erasure",
        sa.Column("person_uid", sa.String(16), nullable=False),
        sa.Column("erased_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person_uid", name=op.f("pk_erasure")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("erasure")
    op.drop_table("notice_preference")
    op.drop_table("notice")
