"""The tables of accounts: people, rights, sessions, links, limits and second factors."""

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
        "failed_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("wait_until", lms.kernel.db.Moment(), nullable=True),
        sa.CheckConstraint("number >= 0", name=op.f("ck_failed_tries_number")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_failed_tries")),
    )
    op.create_index(op.f("ix_failed_tries_last_at"), "failed_tries", ["last_at"], unique=False)
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
        sa.Column("unread_notices", sa.Integer(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.CheckConstraint("language IN ('nl', 'en')", name=op.f("ck_person_language")),
        sa.CheckConstraint("text_size IN ('normal', 'large', 'extra_large')", name=op.f("ck_person_text_size")),
        sa.CheckConstraint("NOT active OR accepted_at IS NOT NULL", name=op.f("ck_person_active_has_accepted")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower_case")),
        sa.CheckConstraint(
            "erased_at IS NULL OR (email IS NULL AND NOT active)", name=op.f("ck_person_erased_is_empty")
        ),
        sa.CheckConstraint("unread_notices >= 0", name=op.f("ck_person_unread_notices")),
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
        "access_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("answered_at", lms.kernel.db.Moment(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.CheckConstraint("outcome IN ('invited', 'declined')", name=op.f("ck_access_request_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_access_request_answered")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_access_request_answered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_access_request_uid")),
    )
    op.create_index(op.f("ix_access_request_email"), "access_request", ["email"], unique=False)
    op.create_index("ix_access_request_open", "access_request", ["answered_at", "id"], unique=False)
    op.create_table(
        "code_app",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_counter", sa.BigInteger(), nullable=True),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("confirmed_at", lms.kernel.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_code_app_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_code_app")),
    )
    op.create_table(
        "mail_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("ends_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("used_at", lms.kernel.db.Moment(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('sign_in', 'reset', 'invitation', 'address')", name=op.f("ck_mail_link_purpose")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_link_token_hash")),
    )
    op.create_index(op.f("ix_mail_link_ends_at"), "mail_link", ["ends_at"], unique=False)
    op.create_index(op.f("ix_mail_link_person_id"), "mail_link", ["person_id"], unique=False)
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", lms.kernel.db.Moment(), nullable=False),
        sa.Column("last_used_at", lms.kernel.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_passkey_uid")),
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"], unique=False)
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
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", lms.kernel.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_recovery_code_person_id_code_hash")),
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
    op.drop_table("recovery_code")
    op.drop_table("platform_role")
    op.drop_index(op.f("ix_passkey_person_id"), table_name="passkey")
    op.drop_table("passkey")
    op.drop_index(op.f("ix_mail_link_person_id"), table_name="mail_link")
    op.drop_index(op.f("ix_mail_link_ends_at"), table_name="mail_link")
    op.drop_table("mail_link")
    op.drop_table("code_app")
    op.drop_index("ix_access_request_open", table_name="access_request")
    op.drop_index(op.f("ix_access_request_email"), table_name="access_request")
    op.drop_table("access_request")
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
    op.drop_index(op.f("ix_failed_tries_last_at"), table_name="failed_tries")
    op.drop_table("failed_tries")
