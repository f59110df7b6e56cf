"""Remarks: what people tell us about the product, and the answers."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0005_home"
down_revision = "0004_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(254), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('wish', 'error', 'question')", name=op.f("ck_remark_kind")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_remark_answered_once")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_remark_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_remark_person_id_person")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_remark_answered_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("uid", name=op.f("uq_remark_uid")),
    )
    op.create_index("ix_remark_open", "remark", ["answered_at", "id"])
    op.create_index("ix_remark_created_at", "remark", ["created_at"])
    op.create_index(op.f("ix_remark_person_id"), "remark", ["person_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("remark")
