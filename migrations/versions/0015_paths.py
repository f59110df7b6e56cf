"""Learning paths, who walks them, rounds of renewal, and talk about a lesson."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0015_paths"
down_revision = "0014_own_learning"
branch_labels = None
depends_on = None

ROLES = (
    "administrator",
    "coordinator",
    "editor",
    "researcher",
    "network_office",
    "adviser",
    "neighbourhood_director",
    "deputy_director",
    "social_worker",
    "key_person",
    "expert_by_experience",
    "resident",
    "circle_facilitator",
    "ggd_manager",
    "designer",
)
TABLES = (
    "learning_path",
    "path_audience",
    "path_item",
    "path_member",
    "path_practice",
    "path_exemption",
    "renewal_round",
    "lesson_post",
)


def upgrade() -> None:
    """Make the tables."""
    _learning_path()
    _path_audience()
    _path_item()
    _path_member()
    _path_practice()
    _path_exemption()
    _renewal_round()
    _lesson_post()


def downgrade() -> None:
    """Take the tables away."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _learning_path() -> None:
    op.create_table(
        "learning_path",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("deadline_days", sa.Integer(), nullable=True),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("discussion", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'published')", name=op.f("ck_learning_path_status")),
        sa.CheckConstraint("deadline_days BETWEEN 1 AND 730", name=op.f("ck_learning_path_deadline_days")),
        sa.CheckConstraint("position BETWEEN 1 AND 999", name=op.f("ck_learning_path_position")),
        sa.CheckConstraint("renewal_months BETWEEN 1 AND 60", name=op.f("ck_learning_path_renewal_months")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_path")),
        sa.UniqueConstraint("uid", name=op.f("uq_learning_path_uid")),
    )
    op.create_index(
        "uq_learning_path_slug",
        "learning_path",
        ["slug"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def _path_audience() -> None:
    op.create_table(
        "path_audience",
        sa.Column("path_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "role",
            sa.String(length=32),
            nullable=False,
        ),
        sa.CheckConstraint(
            f"role IN ({', '.join(repr(role) for role in ROLES)})",
            name=op.f("ck_path_audience_role"),
        ),
        sa.ForeignKeyConstraint(["path_id"], ["learning_path.id"], name=op.f("fk_path_audience_path_id_learning_path")),
        sa.PrimaryKeyConstraint("path_id", "role", name=op.f("pk_path_audience")),
    )
    op.create_index("ix_path_audience_role", "path_audience", ["role"], unique=False)


def _path_item() -> None:
    op.create_table(
        "path_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("after", sa.String(length=64), nullable=True),
        sa.Column("in_renewal", sa.Boolean(), nullable=False),
        sa.Column("asked_since", Moment(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'module' AND module_id IS NOT NULL AND lesson_id IS NULL) OR "
            "(kind = 'lesson' AND lesson_id IS NOT NULL AND module_id IS NULL) OR "
            "(kind = 'practice' AND module_id IS NULL AND lesson_id IS NULL AND length(title) > 0)",
            name=op.f("ck_path_item_kind"),
        ),
        sa.CheckConstraint("after IS NULL OR after <> uid", name=op.f("ck_path_item_after")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_path_item_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_path_item_module_id_module")),
        sa.ForeignKeyConstraint(["path_id"], ["learning_path.id"], name=op.f("fk_path_item_path_id_learning_path")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_path_item_uid")),
    )
    op.create_index("ix_path_item_lesson_id", "path_item", ["lesson_id"], unique=False)
    op.create_index("ix_path_item_module_id", "path_item", ["module_id"], unique=False)
    op.create_index("ix_path_item_path_id_position", "path_item", ["path_id", "position"], unique=False)


def _path_member() -> None:
    op.create_table(
        "path_member",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.CheckConstraint("reminded BETWEEN 0 AND 3", name=op.f("ck_path_member_reminded")),
        sa.ForeignKeyConstraint(["path_id"], ["learning_path.id"], name=op.f("fk_path_member_path_id_learning_path")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_path_member_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "path_id", name=op.f("pk_path_member")),
    )
    op.create_index("ix_path_member_due_on", "path_member", ["due_on"], unique=False)
    op.create_index("ix_path_member_path_id", "path_member", ["path_id", "completed_at"], unique=False)


def _path_practice() -> None:
    op.create_table(
        "path_practice",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["path_item.id"], name=op.f("fk_path_practice_item_id_path_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_path_practice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "item_id", name=op.f("pk_path_practice")),
    )


def _path_exemption() -> None:
    op.create_table(
        "path_exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("lifted_at", Moment(), nullable=True),
        sa.Column("lifted_reason", sa.String(length=300), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_reason IS NULL)", name=op.f("ck_path_exemption_lifted")),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 300", name=op.f("ck_path_exemption_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_path_exemption_by_id_person")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_path_exemption_lifted_by_id_person")),
        sa.ForeignKeyConstraint(
            ["path_id"], ["learning_path.id"], name=op.f("fk_path_exemption_path_id_learning_path")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_path_exemption_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_exemption")),
        sa.UniqueConstraint("person_id", "path_id", "about", name=op.f("uq_path_exemption_person_id_path_id_about")),
        sa.UniqueConstraint("uid", name=op.f("uq_path_exemption_uid")),
    )
    op.create_index("ix_path_exemption_path_id", "path_exemption", ["path_id"], unique=False)


def _renewal_round() -> None:
    op.create_table(
        "renewal_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_renewal_round_number")),
        sa.CheckConstraint("reminded BETWEEN 0 AND 3", name=op.f("ck_renewal_round_reminded")),
        sa.ForeignKeyConstraint(["path_id"], ["learning_path.id"], name=op.f("fk_renewal_round_path_id_learning_path")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_renewal_round_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_round")),
        sa.UniqueConstraint("person_id", "path_id", "number", name=op.f("uq_renewal_round_person_id_path_id_number")),
    )
    op.create_index(
        "ix_renewal_round_due_on",
        "renewal_round",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("completed_at IS NULL"),
        postgresql_where=sa.text("completed_at IS NULL"),
    )
    op.create_index(
        "uq_renewal_round_open",
        "renewal_round",
        ["person_id", "path_id"],
        unique=True,
        sqlite_where=sa.text("completed_at IS NULL"),
        postgresql_where=sa.text("completed_at IS NULL"),
    )


def _lesson_post() -> None:
    op.create_table(
        "lesson_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=True),
        sa.Column("reported_at", Moment(), nullable=True),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_at", Moment(), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_why", sa.String(length=300), nullable=True),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_why IS NULL)", name=op.f("ck_lesson_post_hidden")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_lesson_post_length")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_lesson_post_by_id_person")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["person.id"], name=op.f("fk_lesson_post_hidden_by_id_person")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_post_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["path_id"], ["learning_path.id"], name=op.f("fk_lesson_post_path_id_learning_path")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_lesson_post_reported_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_post")),
        sa.UniqueConstraint("by_id", "form_key", name=op.f("uq_lesson_post_by_id_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_lesson_post_uid")),
    )
    op.create_index(op.f("ix_lesson_post_by_id"), "lesson_post", ["by_id"], unique=False)
    op.create_index("ix_lesson_post_path_id_lesson_id", "lesson_post", ["path_id", "lesson_id", "id"], unique=False)
    op.create_index("ix_lesson_post_reported_at", "lesson_post", ["reported_at"], unique=False)


# ### end Alembic commands ###
