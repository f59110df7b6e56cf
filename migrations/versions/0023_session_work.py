"""What comes of a session of a circle: agreements, decisions, notes, the card round, and whose turn it is."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0023_session_work"
down_revision = "0022_circles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_round_line()
    _make_session_pulse()
    _make_circle_agreement()
    _make_circle_decision()
    _make_item_run()
    _make_session_note()
    _make_agreement_review()
    _make_note_revision()


def downgrade() -> None:
    """Take the tables away."""
    for table in (
        "note_revision",
        "agreement_review",
        "session_note",
        "item_run",
        "circle_decision",
        "circle_agreement",
        "session_pulse",
        "round_line",
    ):
        op.drop_table(table)


def _make_round_line() -> None:
    op.create_table(
        "round_line",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card_version_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column(
            "status",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("fit", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("progress_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("fit IS NULL OR fit IN ('yes', 'partly', 'no')", name=op.f("ck_round_line_fit")),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'done_for_now', 'reopened')", name=op.f("ck_round_line_status")
        ),
        sa.CheckConstraint("length(remark) <= 500", name=op.f("ck_round_line_remark")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_round_line_by_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id", "step_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_round_line_card_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_round_line_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(
            ["progress_id"], ["step_progress.id"], name=op.f("fk_round_line_progress_id_step_progress")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_round_line_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "neighbourhood_id", name=op.f("pk_round_line")),
        sa.UniqueConstraint("progress_id", name=op.f("uq_round_line_progress_id")),
    )
    op.create_index("ix_round_line_by_id", "round_line", ["by_id"])
    op.create_index("ix_round_line_neighbourhood_id", "round_line", ["neighbourhood_id"])
    op.create_index("ix_round_line_step", "round_line", ["card_version_id", "step_key"])


def _make_session_pulse() -> None:
    op.create_table(
        "session_pulse",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_pulse_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_pulse")),
    )


def _make_circle_agreement() -> None:
    op.create_table(
        "circle_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("stuck_why", sa.String(length=200), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("born_in_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("done_in_id", sa.Integer(), nullable=True),
        sa.Column("is_shared_focus", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(state = 'stuck') = (length(stuck_why) > 0)", name=op.f("ck_circle_agreement_stuck_says_why")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'dropped')) = (closed_at IS NOT NULL)", name=op.f("ck_circle_agreement_closed_at")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'doing', 'stuck', 'done', 'dropped')", name=op.f("ck_circle_agreement_state")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_circle_agreement_title")),
        sa.ForeignKeyConstraint(
            ["born_in_id"], ["circle_session.id"], name=op.f("fk_circle_agreement_born_in_id_circle_session")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_agreement_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_agreement_circle_id_circle")),
        sa.ForeignKeyConstraint(
            ["done_in_id"], ["circle_session.id"], name=op.f("fk_circle_agreement_done_in_id_circle_session")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_circle_agreement_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_circle_agreement_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_circle_agreement_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_circle_agreement_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_agreement")),
        sa.UniqueConstraint("form_key", name=op.f("uq_circle_agreement_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_agreement_uid")),
    )
    op.create_index("ix_circle_agreement_born_in_id", "circle_agreement", ["born_in_id"])
    op.create_index("ix_circle_agreement_by_id", "circle_agreement", ["by_id"])
    op.create_index("ix_circle_agreement_circle_id", "circle_agreement", ["circle_id", "state", "due_on"])
    op.create_index("ix_circle_agreement_done_in_id", "circle_agreement", ["done_in_id"])
    op.create_index("ix_circle_agreement_item_id", "circle_agreement", ["item_id"])
    op.create_index("ix_circle_agreement_neighbourhood_id", "circle_agreement", ["neighbourhood_id"])
    op.create_index("ix_circle_agreement_owner_id", "circle_agreement", ["owner_id", "state", "due_on"])
    op.create_index("ix_circle_agreement_theme_id", "circle_agreement", ["theme_id"])
    op.create_index(
        "uq_circle_agreement_focus",
        "circle_agreement",
        ["born_in_id"],
        unique=True,
        sqlite_where=sa.text("is_shared_focus"),
        postgresql_where=sa.text("is_shared_focus"),
    )


def _make_circle_decision() -> None:
    op.create_table(
        "circle_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=500), nullable=False),
        sa.Column("looked_back_in_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(looked_back_in_id IS NULL) = (length(outcome) = 0)", name=op.f("ck_circle_decision_outcome")
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_circle_decision_text")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_decision_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_decision_circle_id_circle")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_circle_decision_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["looked_back_in_id"],
            ["circle_session.id"],
            name=op.f("fk_circle_decision_looked_back_in_id_circle_session"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_circle_decision_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_decision")),
        sa.UniqueConstraint("form_key", name=op.f("uq_circle_decision_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_decision_uid")),
    )
    op.create_index("ix_circle_decision_by_id", "circle_decision", ["by_id"])
    op.create_index("ix_circle_decision_circle_id", "circle_decision", ["circle_id", "review_on"])
    op.create_index("ix_circle_decision_item_id", "circle_decision", ["item_id"])
    op.create_index("ix_circle_decision_looked_back_in_id", "circle_decision", ["looked_back_in_id"])
    op.create_index("ix_circle_decision_session_id", "circle_decision", ["session_id"])


def _make_item_run() -> None:
    op.create_table(
        "item_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name=op.f("ck_item_run_ends_after_it_began")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_item_run_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_item_run_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_run")),
    )
    op.create_index("ix_item_run_item_id", "item_run", ["item_id"])
    op.create_index("ix_item_run_session_id", "item_run", ["session_id"])
    op.create_index(
        "uq_item_run_open",
        "item_run",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _make_session_note() -> None:
    op.create_table(
        "session_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_session_note_number")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_session_note_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_note_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_note")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_note_uid")),
    )
    op.create_index("ix_session_note_item_id", "session_note", ["item_id"])
    op.create_index("uq_session_note_item", "session_note", ["session_id", "item_id"], unique=True)
    op.create_index(
        "uq_session_note_whole",
        "session_note",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("item_id IS NULL"),
        postgresql_where=sa.text("item_id IS NULL"),
    )


def _make_agreement_review() -> None:
    op.create_table(
        "agreement_review",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "state_then",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "state_then IN ('open', 'doing', 'stuck', 'done', 'dropped')", name=op.f("ck_agreement_review_state_then")
        ),
        sa.CheckConstraint("length(remark) <= 500", name=op.f("ck_agreement_review_remark")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["circle_agreement.id"], name=op.f("fk_agreement_review_agreement_id_circle_agreement")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agreement_review_by_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_agreement_review_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "agreement_id", name=op.f("pk_agreement_review")),
    )
    op.create_index("ix_agreement_review_agreement_id", "agreement_review", ["agreement_id"])
    op.create_index("ix_agreement_review_by_id", "agreement_review", ["by_id"])


def _make_note_revision() -> None:
    op.create_table(
        "note_revision",
        sa.Column("note_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) <= 10000", name=op.f("ck_note_revision_text")),
        sa.CheckConstraint("number > 0", name=op.f("ck_note_revision_number")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_note_revision_by_id_person")),
        sa.ForeignKeyConstraint(["note_id"], ["session_note.id"], name=op.f("fk_note_revision_note_id_session_note")),
        sa.PrimaryKeyConstraint("note_id", "number", name=op.f("pk_note_revision")),
    )
    op.create_index("ix_note_revision_by_id", "note_revision", ["by_id"])
