"""How questions went the first time, and counts of people for who writes modules."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0019_insight"
down_revision = "0018_part_voices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _question_try()
    op.create_table(
        "insight_count",
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grouped", sa.String(16), nullable=False),
        sa.Column("named", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(110), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grouped IN ('all', 'role', 'neighbourhood', 'quarter')", name=op.f("ck_insight_count_grouped")
        ),
        sa.CheckConstraint("people >= 1", name=op.f("ck_insight_count_people")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_insight_count_module_id_module")),
        sa.PrimaryKeyConstraint("module_id", "grouped", "named", "subject", "mark", name=op.f("pk_insight_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "insight_moment",
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_insight_moment_module_id_module")),
        sa.PrimaryKeyConstraint("module_id", name=op.f("pk_insight_moment")),
    )
    op.create_index(op.f("ix_insight_moment_counted_at"), "insight_moment", ["counted_at"])
    op.create_index("ix_module_status", "module", ["status", "retired_at", "position", "title"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_index("ix_module_status", "module")
    for table in ("insight_moment", "insight_count", "question_try"):
        op.drop_table(table)


def _question_try() -> None:
    op.create_table(
        "question_try",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("slip", sa.String(100)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.CheckConstraint("tries >= 1", name=op.f("ck_question_try_tries")),
        sa.CheckConstraint("length(slip) <= 100", name=op.f("ck_question_try_slip")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_try_person_id_person")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_question_try_module_id_module")),
        sa.PrimaryKeyConstraint("person_id", "uid", name=op.f("pk_question_try")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_question_try_module_id_person_id", "question_try", ["module_id", "person_id"])
