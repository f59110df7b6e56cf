"""The tables of accounts: people, rights and sessions."""

import sqlalchemy as sa
from alembic import op

import lms.kernel.db

revision = "0002_accounts"
down_revision = "0001_kernel"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text_size", sa.String(length=32), nullable=False),
        sa.Column("read_aloud", sa.Boolean(), nullable=False),
        sa.Column("second_factor_since", lms.kernel.db.Moment(), nullable=True),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("accepted_at", lms.kernel.db.Moment(), nullable=True),
        sa.Column("last_seen_at", lms.kernel.db.Moment(), nullable=True),
        sa.Column("erased_at", lms.kernel.db.Moment(), nullable=True),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.CheckConstraint("language IN ('nl', 'en')", name=op.f("ck_person_language")),
        sa.CheckConstraint("text_size IN ('normal', 'large', 'extra_large')", name=op.f("ck_person_text_size")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower_case")),
        sa.CheckConstraint(
            "erased_at IS NULL OR (email IS NULL AND NOT active)", name=op.f("ck_person_erased_is_empty")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_person_fs_uniquifier")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_index("ix_person_name", "person", ["name", "id"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("scope_kind", sa.String(length=32), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("since", lms.kernel.db.Moment(), nullable=False),
        sa.Column("until", lms.kernel.db.Moment(), nullable=True),
        sa.CheckConstraint(
            "role IN ('administrator', 'coordinator', 'editor', 'researcher', 'network_office', 'adviser', "
            "'neighbourhood_director', 'deputy_director', 'social_worker', 'key_person', "
            "'expert_by_experience', 'resident', 'circle_facilitator', 'ggd_manager')",
            name=op.f("ck_access_grant_role"),
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_access_grant_ends_after_it_began")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_grant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index(op.f("ix_access_grant_person_id"), "access_grant", ["person_id"], unique=False)
    op.create_index("ix_access_grant_scope", "access_grant", ["scope_kind", "scope_id"], unique=False)
    op.create_index(
        "uq_access_grant_open",
        "access_grant",
        ["person_id", "role", "scope_kind", "scope_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "platform_role",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "role IN ('administrator', 'coordinator', 'editor', 'researcher', 'network_office', 'adviser')",
            name=op.f("ck_platform_role_role"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_platform_role_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_platform_role")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("last_seen_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("ends_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("second_factor_at", lms.kernel.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_sign_in_session_uid")),
    )
    op.create_index(op.f("ix_sign_in_session_ends_at"), "sign_in_session", ["ends_at"], unique=False)
    op.create_index(op.f("ix_sign_in_session_person_id"), "sign_in_session", ["person_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_sign_in_session_person_id"), table_name="sign_in_session")
    op.drop_index(op.f("ix_sign_in_session_ends_at"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_table("platform_role")
    op.drop_index(
        "uq_access_grant_open",
        table_name="access_grant",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_access_grant_scope", table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_person_id"), table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_index("ix_person_name", table_name="person")
    op.drop_table("person")
