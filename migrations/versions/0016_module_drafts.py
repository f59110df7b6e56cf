"""Drafts of modules in the browser, what every version was made of, and who looks after a module."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0016_module_drafts"
down_revision = "0015_paths"
branch_labels = None
depends_on = None

TABLES = ("module_owner", "module_edition", "module_draft_picture", "module_draft")


def upgrade() -> None:
    """Make the tables, and count who is inside a module without reading everybody's progress."""
    op.create_table(
        "module_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('writing', 'in_review')", name=op.f("ck_module_draft_state")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_module_draft_asked_by_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_module_draft_by_id_person")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_draft_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_draft")),
        sa.UniqueConstraint("module_id", name=op.f("uq_module_draft_module_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_module_draft_uid")),
    )
    op.create_index("ix_module_draft_asked_by_id", "module_draft", ["asked_by_id"])
    op.create_index("ix_module_draft_by_id", "module_draft", ["by_id"])
    op.create_table(
        "module_draft_picture",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["module_draft.id"], name=op.f("fk_module_draft_picture_draft_id_module_draft")
        ),
        sa.PrimaryKeyConstraint("draft_id", "file", name=op.f("pk_module_draft_picture")),
    )
    op.create_table(
        "module_edition",
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "cause IS NULL OR cause IN ('signal', 'research', 'card', 'need')", name=op.f("ck_module_edition_cause")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_module_edition_by_id_person")),
        sa.ForeignKeyConstraint(
            ["module_id", "serial"],
            ["module_version.module_id", "module_version.serial"],
            name=op.f("fk_module_edition_module_id_serial_module_version"),
        ),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_edition_module_id_module")),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_module_edition_reviewed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("module_id", "serial", name=op.f("pk_module_edition")),
    )
    op.create_index("ix_module_edition_by_id", "module_edition", ["by_id"])
    op.create_index("ix_module_edition_reviewed_by_id", "module_edition", ["reviewed_by_id"])
    op.create_table(
        "module_owner",
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_owner_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_module_owner_person_id_person")),
        sa.PrimaryKeyConstraint("module_id", name=op.f("pk_module_owner")),
    )
    op.create_index("ix_module_owner_person_id", "module_owner", ["person_id"])
    op.create_index("ix_module_progress_module_id", "module_progress", ["module_id", "completed_at"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_index("ix_module_progress_module_id", "module_progress")
    for table in TABLES:
        op.drop_table(table)
