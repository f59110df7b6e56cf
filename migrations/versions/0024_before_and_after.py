"""Before and after a session: check-ins, preparation, what is confidential, the report and one question."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0024_before_and_after"
down_revision = "0023_session_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_confidential()
    _make_confidential_person()
    _make_session_expert_link()
    _make_session_feedback_round()
    _make_session_followup()
    _make_session_prework()
    _make_session_report()
    _make_prework_answer()
    _make_session_checkin()
    _make_session_feedback_answer()
    _make_session_feedback_receipt()
    _make_session_report_addendum()
    _make_session_report_line()
    _make_prework_photo()


def downgrade() -> None:
    """Take the tables away."""
    tables = (
        "prework_photo",
        "session_report_line",
        "session_report_addendum",
        "session_feedback_receipt",
        "session_feedback_answer",
        "session_checkin",
        "prework_answer",
        "session_report",
        "session_prework",
        "session_followup",
        "session_feedback_round",
        "session_expert_link",
        "confidential_person",
        "confidential",
    )
    for table in tables:
        op.drop_table(table)


def _make_confidential() -> None:
    op.create_table(
        "confidential",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('session', 'note', 'case')", name=op.f("ck_confidential_kind")),
        sa.CheckConstraint(
            "lifted_at IS NULL OR lifted_at >= at", name=op.f("ck_confidential_lifted_after_it_was_marked")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_confidential_by_id_person")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_confidential_lifted_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential")),
        sa.UniqueConstraint("uid", name=op.f("uq_confidential_uid")),
    )
    op.create_index("ix_confidential_by_id", "confidential", ["by_id"])
    op.create_index("ix_confidential_lifted_by_id", "confidential", ["lifted_by_id"])
    op.create_index(
        "uq_confidential_open",
        "confidential",
        ["kind", "object_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def _make_confidential_person() -> None:
    op.create_table(
        "confidential_person",
        sa.Column("confidential_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["confidential_id"], ["confidential.id"], name=op.f("fk_confidential_person_confidential_id_confidential")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_confidential_person_person_id_person")),
        sa.PrimaryKeyConstraint("confidential_id", "person_id", name=op.f("pk_confidential_person")),
    )
    op.create_index("ix_confidential_person_person_id", "confidential_person", ["person_id"])


def _make_session_expert_link() -> None:
    op.create_table(
        "session_expert_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_session_expert_link_name")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_session_expert_link_by_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_expert_link_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_expert_link")),
        sa.UniqueConstraint("form_key", name=op.f("uq_session_expert_link_form_key")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_session_expert_link_token_digest")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_expert_link_uid")),
    )
    op.create_index("ix_session_expert_link_by_id", "session_expert_link", ["by_id"])
    op.create_index("ix_session_expert_link_session_id", "session_expert_link", ["session_id"])


def _make_session_feedback_round() -> None:
    op.create_table(
        "session_feedback_round",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"], ["circle_series.id"], name=op.f("fk_session_feedback_round_series_id_circle_series")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_feedback_round_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_feedback_round")),
    )
    op.create_index("ix_session_feedback_round_last_day", "session_feedback_round", ["last_day"])
    op.create_index("ix_session_feedback_round_series_id", "session_feedback_round", ["series_id"])


def _make_session_followup() -> None:
    op.create_table(
        "session_followup",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("used", sa.String(length=32), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "immediate",
                "potential",
                "applied",
                "realised",
                "reframed",
                name="valuelevel",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("moment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "level IN ('immediate', 'potential', 'applied', 'realised', 'reframed')",
            name=op.f("ck_session_followup_level"),
        ),
        sa.CheckConstraint("moment_id IS NULL OR why = ''", name=op.f("ck_session_followup_words_once")),
        sa.CheckConstraint("used IN ('yes', 'partly', 'not_yet', 'no')", name=op.f("ck_session_followup_used")),
        sa.CheckConstraint("(used IS NULL) = (answered_at IS NULL)", name=op.f("ck_session_followup_answered")),
        sa.CheckConstraint(
            "reminded_at IS NULL OR asked_at IS NOT NULL", name=op.f("ck_session_followup_asked_before_reminded")
        ),
        sa.ForeignKeyConstraint(
            ["moment_id"],
            ["moment.id"],
            name=op.f("fk_session_followup_moment_id_moment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_session_followup_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_followup_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_followup_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_followup")),
    )
    op.create_index("ix_session_followup_due_on", "session_followup", ["due_on"])
    op.create_index("ix_session_followup_moment_id", "session_followup", ["moment_id"])
    op.create_index("ix_session_followup_neighbourhood_id", "session_followup", ["neighbourhood_id"])
    op.create_index("ix_session_followup_person_id", "session_followup", ["person_id"])


def _make_session_prework() -> None:
    op.create_table(
        "session_prework",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("photos", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(instruction) BETWEEN 1 AND 1000", name=op.f("ck_session_prework_instruction")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_session_prework_by_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_prework_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_prework")),
    )
    op.create_index("ix_session_prework_by_id", "session_prework", ["by_id"])


def _make_session_report() -> None:
    op.create_table(
        "session_report",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.Column("fixed_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "fixed_at IS NULL OR warned_on IS NOT NULL", name=op.f("ck_session_report_warned_before_it_is_fixed")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_report_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_report")),
    )
    op.create_index("ix_session_report_fixed_at", "session_report", ["fixed_at", "last_day"])


def _make_prework_answer() -> None:
    op.create_table(
        "prework_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_prework_answer_text")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_prework_answer_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session_prework.session_id"], name=op.f("fk_prework_answer_session_id_session_prework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prework_answer")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_prework_answer_session_id_person_id")),
    )
    op.create_index("ix_prework_answer_person_id", "prework_answer", ["person_id"])


def _make_session_checkin() -> None:
    op.create_table(
        "session_checkin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("works", sa.Text(), nullable=False),
        sa.Column("works_theme_id", sa.Integer(), nullable=True),
        sa.Column("works_not", sa.Text(), nullable=False),
        sa.Column("works_not_theme_id", sa.Integer(), nullable=True),
        sa.Column("card_at", Moment(), nullable=True),
        sa.Column("fit", sa.String(length=32), nullable=True),
        sa.Column("fit_remark", sa.Text(), nullable=False),
        sa.Column("case_title", sa.String(length=120), nullable=False),
        sa.Column("case_text", sa.Text(), nullable=False),
        sa.Column("case_theme_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("fit IN ('yes', 'partly', 'no')", name=op.f("ck_session_checkin_fit")),
        sa.CheckConstraint("length(case_text) <= 2000", name=op.f("ck_session_checkin_case_text")),
        sa.CheckConstraint("length(works) <= 1000", name=op.f("ck_session_checkin_works")),
        sa.CheckConstraint("length(works_not) <= 1000", name=op.f("ck_session_checkin_works_not")),
        sa.ForeignKeyConstraint(
            ["case_theme_id"], ["programme_theme.id"], name=op.f("fk_session_checkin_case_theme_id_programme_theme")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_session_checkin_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_session_checkin_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_checkin_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_session_checkin_session_id_circle_session")
        ),
        sa.ForeignKeyConstraint(
            ["works_not_theme_id"],
            ["programme_theme.id"],
            name=op.f("fk_session_checkin_works_not_theme_id_programme_theme"),
        ),
        sa.ForeignKeyConstraint(
            ["works_theme_id"], ["programme_theme.id"], name=op.f("fk_session_checkin_works_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_checkin")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_session_checkin_session_id_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_checkin_uid")),
    )
    op.create_index("ix_session_checkin_case_theme_id", "session_checkin", ["case_theme_id"])
    op.create_index("ix_session_checkin_item_id", "session_checkin", ["item_id"])
    op.create_index("ix_session_checkin_neighbourhood_id", "session_checkin", ["neighbourhood_id"])
    op.create_index("ix_session_checkin_person_id", "session_checkin", ["person_id"])
    op.create_index("ix_session_checkin_works_not_theme_id", "session_checkin", ["works_not_theme_id"])
    op.create_index("ix_session_checkin_works_theme_id", "session_checkin", ["works_theme_id"])


def _make_session_feedback_answer() -> None:
    op.create_table(
        "session_feedback_answer",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("useful", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT shown OR session_id IS NULL", name=op.f("ck_session_feedback_answer_shown_after_its_round")
        ),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_session_feedback_answer_text")),
        sa.CheckConstraint("useful BETWEEN 1 AND 5", name=op.f("ck_session_feedback_answer_useful")),
        sa.CheckConstraint(
            "(shown AND useful IS NOT NULL AND sealed = '')"
            " OR (NOT shown AND useful IS NULL AND text = '' AND sealed <> '')",
            name=op.f("ck_session_feedback_answer_sealed_until_shown"),
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["circle_series.id"], name=op.f("fk_session_feedback_answer_series_id_circle_series")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session_feedback_round.session_id"],
            name=op.f("fk_session_feedback_answer_session_id_session_feedback_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_feedback_answer")),
    )
    op.create_index("ix_session_feedback_answer_series_id", "session_feedback_answer", ["series_id", "shown"])
    op.create_index("ix_session_feedback_answer_session_id", "session_feedback_answer", ["session_id"])


def _make_session_feedback_receipt() -> None:
    op.create_table(
        "session_feedback_receipt",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_feedback_receipt_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session_feedback_round.session_id"],
            name=op.f("fk_session_feedback_receipt_session_id_session_feedback_round"),
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_feedback_receipt")),
    )
    op.create_index("ix_session_feedback_receipt_person_id", "session_feedback_receipt", ["person_id"])


def _make_session_report_addendum() -> None:
    op.create_table(
        "session_report_addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_session_report_addendum_text")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_session_report_addendum_by_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session_report.session_id"],
            name=op.f("fk_session_report_addendum_session_id_session_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_report_addendum")),
        sa.UniqueConstraint("form_key", name=op.f("uq_session_report_addendum_form_key")),
    )
    op.create_index("ix_session_report_addendum_by_id", "session_report_addendum", ["by_id"])
    op.create_index("ix_session_report_addendum_session_id", "session_report_addendum", ["session_id"])


def _make_session_report_line() -> None:
    op.create_table(
        "session_report_line",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('insight', 'agreement', 'decision', 'round')", name=op.f("ck_session_report_line_kind")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_session_report_line_neighbourhood_id_neighbourhood"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_report_line_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session_report.session_id"], name=op.f("fk_session_report_line_session_id_session_report")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_session_report_line_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_session_report_line")),
    )
    op.create_index("ix_session_report_line_neighbourhood_id", "session_report_line", ["neighbourhood_id"])
    op.create_index("ix_session_report_line_person_id", "session_report_line", ["person_id"])
    op.create_index("ix_session_report_line_theme_id", "session_report_line", ["theme_id"])


def _make_prework_photo() -> None:
    op.create_table(
        "prework_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("thumbnail", sa.String(length=32), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("consent", name=op.f("ck_prework_photo_photo_with_consent")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["prework_answer.id"], name=op.f("fk_prework_photo_answer_id_prework_answer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prework_photo")),
        sa.UniqueConstraint("form_key", name=op.f("uq_prework_photo_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_prework_photo_uid")),
    )
    op.create_index("ix_prework_photo_answer_id", "prework_photo", ["answer_id"])
