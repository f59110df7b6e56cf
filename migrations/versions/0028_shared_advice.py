"""Keep what advisers share: bundles, public answers, good examples, and what became of a prompt."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0028_shared_advice"
down_revision = "0027_advice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_bundle_proposal_set_aside()
    _make_good_example()
    _make_strategic_bundle()
    _make_bundle_addressee()
    _make_public_answer()
    _make_advice_prompt_decision()
    _make_bundled_advice()
    _make_public_answer_consent()


def downgrade() -> None:
    """Take the tables away."""
    for table in (
        "public_answer_consent",
        "bundled_advice",
        "advice_prompt_decision",
        "public_answer",
        "bundle_addressee",
        "strategic_bundle",
        "good_example",
        "bundle_proposal_set_aside",
    ):
        op.drop_table(table)


def _make_bundle_proposal_set_aside() -> None:
    op.create_table(
        "bundle_proposal_set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_bundle_proposal_set_aside_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_bundle_proposal_set_aside_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_proposal_set_aside")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_bundle_proposal_set_aside_programme_id_key")),
    )
    op.create_index("ix_bundle_proposal_set_aside_by_id", "bundle_proposal_set_aside", ["by_id"])


def _make_good_example() -> None:
    op.create_table(
        "good_example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("publisher", sa.String(length=160), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("check_by", sa.Date(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('practice', 'development')", name=op.f("ck_good_example_kind")),
        sa.CheckConstraint("check_by > dated_on", name=op.f("ck_good_example_check_by")),
        sa.CheckConstraint(
            "length(title) > 0 AND length(publisher) > 0 AND length(address) > 0", name=op.f("ck_good_example_source")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_good_example_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_good_example_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_good_example_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_example")),
        sa.UniqueConstraint("programme_id", "address", name=op.f("uq_good_example_programme_id_address")),
        sa.UniqueConstraint("uid", name=op.f("uq_good_example_uid")),
    )
    op.create_index("ix_good_example_by_id", "good_example", ["by_id"])
    op.create_index("ix_good_example_theme_id", "good_example", ["theme_id", "step_key"])


def _make_strategic_bundle() -> None:
    op.create_table(
        "strategic_bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("certainty", sa.String(length=32), nullable=True),
        sa.Column("certainty_why", sa.String(length=300), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("returned_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(state = 'returned') = (returned_at IS NOT NULL)", name=op.f("ck_strategic_bundle_returned")
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR approved_by_id IS NOT NULL", name=op.f("ck_strategic_bundle_returned_after_reading")
        ),
        sa.CheckConstraint(
            "state IN ('gathering', 'interpreting', 'placed', 'answered', 'returned')",
            name=op.f("ck_strategic_bundle_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('answered', 'returned') OR (length(answer) > 0 AND certainty IS NOT NULL)",
            name=op.f("ck_strategic_bundle_answer"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> owner_id", name=op.f("ck_strategic_bundle_read_by_another")
        ),
        sa.CheckConstraint("length(title) > 0 AND length(question) > 0", name=op.f("ck_strategic_bundle_question")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_strategic_bundle_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_strategic_bundle_by_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_strategic_bundle_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_strategic_bundle_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_strategic_bundle_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_bundle")),
        sa.UniqueConstraint("form_key", name=op.f("uq_strategic_bundle_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_strategic_bundle_uid")),
    )
    op.create_index("ix_strategic_bundle_approved_by_id", "strategic_bundle", ["approved_by_id"])
    op.create_index("ix_strategic_bundle_by_id", "strategic_bundle", ["by_id"])
    op.create_index("ix_strategic_bundle_owner_id", "strategic_bundle", ["owner_id"])
    op.create_index("ix_strategic_bundle_programme_id", "strategic_bundle", ["programme_id"])
    op.create_index("ix_strategic_bundle_state", "strategic_bundle", ["state", "id"])
    op.create_index("ix_strategic_bundle_theme_id", "strategic_bundle", ["theme_id", "step_key"])


def _make_bundle_addressee() -> None:
    op.create_table(
        "bundle_addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (reply = '' AND NOT refused)", name=op.f("ck_bundle_addressee_answered")
        ),
        sa.CheckConstraint(
            "length(organisation) > 0 AND length(role) > 0", name=op.f("ck_bundle_addressee_organisation_and_role")
        ),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["strategic_bundle.id"], name=op.f("fk_bundle_addressee_bundle_id_strategic_bundle")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_bundle_addressee_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_addressee")),
        sa.UniqueConstraint("bundle_id", "address", name=op.f("uq_bundle_addressee_bundle_id_address")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_bundle_addressee_token_digest")),
        sa.UniqueConstraint("uid", name=op.f("uq_bundle_addressee_uid")),
    )
    op.create_index("ix_bundle_addressee_by_id", "bundle_addressee", ["by_id"])


def _make_public_answer() -> None:
    op.create_table(
        "public_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("unrecognisable", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> by_id", name=op.f("ck_public_answer_read_by_another")
        ),
        sa.CheckConstraint("asked > 0", name=op.f("ck_public_answer_asked")),
        sa.CheckConstraint("reader_id IS NULL OR reader_id <> by_id", name=op.f("ck_public_answer_asked_another")),
        sa.CheckConstraint(
            "published_at IS NULL OR approved_by_id IS NOT NULL", name=op.f("ck_public_answer_second_reader")
        ),
        sa.CheckConstraint("published_at IS NULL OR unrecognisable", name=op.f("ck_public_answer_unrecognisable")),
        sa.CheckConstraint(
            "withdrawn_at IS NOT NULL OR (length(question) > 0 AND length(answer) > 0)",
            name=op.f("ck_public_answer_words"),
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_public_answer_approved_by_id_person")),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["strategic_bundle.id"], name=op.f("fk_public_answer_bundle_id_strategic_bundle")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_public_answer_by_id_person")),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name=op.f("fk_public_answer_reader_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_public_answer_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_public_answer_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_answer")),
        sa.UniqueConstraint("form_key", name=op.f("uq_public_answer_form_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_public_answer_slug")),
    )
    op.create_index("ix_public_answer_approved_by_id", "public_answer", ["approved_by_id"])
    op.create_index("ix_public_answer_reader_id", "public_answer", ["reader_id"])
    op.create_index("ix_public_answer_bundle_id", "public_answer", ["bundle_id"])
    op.create_index("ix_public_answer_by_id", "public_answer", ["by_id"])
    op.create_index("ix_public_answer_programme_id", "public_answer", ["programme_id", "published_at"])
    op.create_index("ix_public_answer_theme_id", "public_answer", ["theme_id", "step_key"])


def _make_advice_prompt_decision() -> None:
    op.create_table(
        "advice_prompt_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.Column("since", sa.String(length=64), nullable=False),
        sa.Column("reply", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("reply IN ('weighed', 'dismissed')", name=op.f("ck_advice_prompt_decision_reply")),
        sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_advice_prompt_decision_reason")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_prompt_decision_advice_id_advice")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_prompt_decision_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_advice_prompt_decision_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_prompt_decision")),
        sa.UniqueConstraint(
            "neighbourhood_id", "why", "since", name=op.f("uq_advice_prompt_decision_neighbourhood_id_why_since")
        ),
    )
    op.create_index("ix_advice_prompt_decision_advice_id", "advice_prompt_decision", ["advice_id"])
    op.create_index("ix_advice_prompt_decision_by_id", "advice_prompt_decision", ["by_id"])


def _make_bundled_advice() -> None:
    op.create_table(
        "bundled_advice",
        sa.Column("bundle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("named_at", Moment(), nullable=True),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_out_at", Moment(), nullable=True),
        sa.CheckConstraint("named_by_id IS NULL OR named_at IS NOT NULL", name=op.f("ck_bundled_advice_named")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_bundled_advice_advice_id_advice")),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["strategic_bundle.id"], name=op.f("fk_bundled_advice_bundle_id_strategic_bundle")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_bundled_advice_by_id_person")),
        sa.ForeignKeyConstraint(["named_by_id"], ["person.id"], name=op.f("fk_bundled_advice_named_by_id_person")),
        sa.PrimaryKeyConstraint("bundle_id", "advice_id", name=op.f("pk_bundled_advice")),
    )
    op.create_index("ix_bundled_advice_advice_id", "bundled_advice", ["advice_id"])
    op.create_index("ix_bundled_advice_by_id", "bundled_advice", ["by_id"])
    op.create_index("ix_bundled_advice_named_by_id", "bundled_advice", ["named_by_id"])
    op.create_index(
        "uq_bundled_advice_open",
        "bundled_advice",
        ["advice_id"],
        unique=True,
        sqlite_where=sa.text("taken_out_at IS NULL"),
        postgresql_where=sa.text("taken_out_at IS NULL"),
    )


def _make_public_answer_consent() -> None:
    op.create_table(
        "public_answer_consent",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("said", sa.Boolean(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=True),
        sa.CheckConstraint("(said IS NULL) = (at IS NULL)", name=op.f("ck_public_answer_consent_said")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_public_answer_consent_advice_id_advice")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["public_answer.id"], name=op.f("fk_public_answer_consent_answer_id_public_answer")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_public_answer_consent_by_id_person")),
        sa.PrimaryKeyConstraint("answer_id", "advice_id", name=op.f("pk_public_answer_consent")),
    )
    op.create_index("ix_public_answer_consent_advice_id", "public_answer_consent", ["advice_id"])
    op.create_index("ix_public_answer_consent_by_id", "public_answer_consent", ["by_id"])
