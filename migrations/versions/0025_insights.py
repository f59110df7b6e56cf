"""Keep what circles learn, by whose yes it is read and what came of it; calls; and the learning agenda."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0025_insights"
down_revision = "0024_before_and_after"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_circle_unfolded()
    _make_peer_offer()
    _make_peer_call()
    _make_learning_question()
    _make_insight()
    _make_learning_agenda_line()
    _make_insight_consent()
    _make_insight_use()
    _make_proposal_taken()


def downgrade() -> None:
    """Take the tables away."""
    for table in (
        "proposal_taken",
        "insight_use",
        "insight_consent",
        "learning_agenda_line",
        "insight",
        "learning_question",
        "peer_call",
        "peer_offer",
        "circle_unfolded",
    ):
        op.drop_table(table)


def _make_circle_unfolded() -> None:
    op.create_table(
        "circle_unfolded",
        sa.Column("circle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("what IN ('learning_agenda', 'yield')", name=op.f("ck_circle_unfolded_what")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_unfolded_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_unfolded_circle_id_circle")),
        sa.PrimaryKeyConstraint("circle_id", "what", name=op.f("pk_circle_unfolded")),
    )
    op.create_index("ix_circle_unfolded_by_id", "circle_unfolded", ["by_id"])


def _make_peer_offer() -> None:
    op.create_table(
        "peer_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_peer_offer_ends_after_it_began")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_peer_offer_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_peer_offer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_offer")),
        sa.UniqueConstraint("uid", name=op.f("uq_peer_offer_uid")),
    )
    op.create_index("ix_peer_offer_neighbourhood_id", "peer_offer", ["neighbourhood_id"])
    op.create_index("ix_peer_offer_person_id", "peer_offer", ["person_id"])
    op.create_index(
        "uq_peer_offer_open",
        "peer_offer",
        ["person_id", "neighbourhood_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _make_peer_call() -> None:
    op.create_table(
        "peer_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reach", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("answer IS NULL OR answer IN ('yes', 'not_now')", name=op.f("ck_peer_call_answer")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_peer_call_answered")),
        sa.CheckConstraint("answered_at IS NOT NULL OR length(reach) > 0", name=op.f("ck_peer_call_reach")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_peer_call_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_peer_call_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["peer_offer.id"], name=op.f("fk_peer_call_offer_id_peer_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_call")),
        sa.UniqueConstraint("uid", name=op.f("uq_peer_call_uid")),
    )
    op.create_index("ix_peer_call_by_id", "peer_call", ["by_id"])
    op.create_index("ix_peer_call_neighbourhood_id", "peer_call", ["neighbourhood_id"])
    op.create_index("ix_peer_call_offer_id", "peer_call", ["offer_id"])
    op.create_index(
        "uq_peer_call_open",
        "peer_call",
        ["offer_id", "by_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )


def _make_learning_question() -> None:
    op.create_table(
        "learning_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("second_order", sa.Text(), nullable=False),
        sa.Column("barrier", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_in_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'reworded', 'solved', 'let_go')", name=op.f("ck_learning_question_state")
        ),
        sa.CheckConstraint("length(question) > 0", name=op.f("ck_learning_question_question")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_learning_question_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_learning_question_circle_id_circle")),
        sa.ForeignKeyConstraint(
            ["opened_in_id"], ["circle_session.id"], name=op.f("fk_learning_question_opened_in_id_circle_session")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_learning_question_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["learning_question.id"],
            name=op.f("fk_learning_question_predecessor_id_learning_question"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_learning_question_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_question")),
        sa.UniqueConstraint("form_key", name=op.f("uq_learning_question_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_learning_question_uid")),
    )
    op.create_index("ix_learning_question_by_id", "learning_question", ["by_id"])
    op.create_index("ix_learning_question_circle_id", "learning_question", ["circle_id", "id"])
    op.create_index("ix_learning_question_opened_in_id", "learning_question", ["opened_in_id"])
    op.create_index("ix_learning_question_owner_id", "learning_question", ["owner_id"])
    op.create_index("ix_learning_question_predecessor_id", "learning_question", ["predecessor_id"])
    op.create_index("ix_learning_question_theme_id", "learning_question", ["theme_id"])
    op.create_index(
        "uq_learning_question_letter",
        "learning_question",
        ["circle_id", "letter"],
        unique=True,
        sqlite_where=sa.text("state <> 'reworded'"),
        postgresql_where=sa.text("state <> 'reworded'"),
    )


def _make_insight() -> None:
    op.create_table(
        "insight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column(
            "polarity",
            sa.Enum(
                "works", "works_not", "works_sometimes", "open_question", name="polarity", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("contributor_id", sa.Integer(), nullable=True),
        sa.Column("attribution", sa.String(length=32), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("edited_statement", sa.Text(), nullable=True),
        sa.Column("edited_context", sa.Text(), nullable=True),
        sa.Column("edited_condition", sa.Text(), nullable=True),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("(state = 'edited') = (edited_statement IS NOT NULL)", name=op.f("ck_insight_edited")),
        sa.CheckConstraint("(state = 'withdrawn') = (length(statement) = 0)", name=op.f("ck_insight_statement")),
        sa.CheckConstraint(
            "attribution IN ('name', 'neighbourhood', 'anonymous')", name=op.f("ck_insight_attribution")
        ),
        sa.CheckConstraint(
            "polarity <> 'works_sometimes' OR state = 'withdrawn' OR length(condition) > 0",
            name=op.f("ck_insight_condition"),
        ),
        sa.CheckConstraint(
            "polarity IN ('works', 'works_not', 'works_sometimes', 'open_question')", name=op.f("ck_insight_polarity")
        ),
        sa.CheckConstraint("state IN ('raw', 'edited', 'confirmed', 'withdrawn')", name=op.f("ck_insight_state")),
        sa.CheckConstraint("visibility = 'circle' OR state <> 'raw'", name=op.f("ck_insight_shared_was_agreed")),
        sa.CheckConstraint("visibility IN ('circle', 'programme', 'public')", name=op.f("ck_insight_visibility")),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR merged_into_id <> id", name=op.f("ck_insight_merged_into_another")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_insight_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_insight_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_insight_circle_id_circle")),
        sa.ForeignKeyConstraint(["contributor_id"], ["person.id"], name=op.f("fk_insight_contributor_id_person")),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_insight_edited_by_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_insight_item_id_toolkit_item")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["insight.id"], name=op.f("fk_insight_merged_into_id_insight")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_insight_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_insight_session_id_circle_session")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["programme_theme.id"], name=op.f("fk_insight_theme_id_programme_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight")),
        sa.UniqueConstraint("client_key", name=op.f("uq_insight_client_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_insight_uid")),
    )
    op.create_index("ix_insight_agenda_item_id", "insight", ["agenda_item_id"])
    op.create_index("ix_insight_by_id", "insight", ["by_id"])
    op.create_index("ix_insight_circle_id", "insight", ["circle_id", "theme_id", "id"])
    op.create_index("ix_insight_contributor_id", "insight", ["contributor_id"])
    op.create_index("ix_insight_edited_by_id", "insight", ["edited_by_id"])
    op.create_index("ix_insight_item_id", "insight", ["item_id"])
    op.create_index("ix_insight_merged_into_id", "insight", ["merged_into_id"])
    op.create_index("ix_insight_neighbourhood_id", "insight", ["neighbourhood_id"])
    op.create_index("ix_insight_session_id", "insight", ["session_id"])
    op.create_index("ix_insight_step_key", "insight", ["step_key", "visibility"])
    op.create_index("ix_insight_theme_id", "insight", ["theme_id"])


def _make_learning_agenda_line() -> None:
    op.create_table(
        "learning_agenda_line",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'reworded', 'solved', 'let_go')", name=op.f("ck_learning_agenda_line_state")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["learning_question.id"],
            name=op.f("fk_learning_agenda_line_question_id_learning_question"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_learning_agenda_line_session_id_circle_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "question_id", name=op.f("pk_learning_agenda_line")),
    )
    op.create_index("ix_learning_agenda_line_question_id", "learning_agenda_line", ["question_id"])


def _make_insight_consent() -> None:
    op.create_table(
        "insight_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("attribution", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "attribution IN ('name', 'neighbourhood', 'anonymous')", name=op.f("ck_insight_consent_attribution")
        ),
        sa.CheckConstraint("step IN ('asked', 'agreed', 'refused', 'lowered')", name=op.f("ck_insight_consent_step")),
        sa.CheckConstraint(
            "visibility IN ('circle', 'programme', 'public')", name=op.f("ck_insight_consent_visibility")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_insight_consent_by_id_person")),
        sa.ForeignKeyConstraint(["insight_id"], ["insight.id"], name=op.f("fk_insight_consent_insight_id_insight")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_consent")),
    )
    op.create_index("ix_insight_consent_by_id", "insight_consent", ["by_id"])
    op.create_index("ix_insight_consent_insight_id", "insight_consent", ["insight_id", "id"])


def _make_insight_use() -> None:
    op.create_table(
        "insight_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("used_in", sa.String(length=32), nullable=False),
        sa.Column("adaptation", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("result IN ('worked', 'partly', 'not')", name=op.f("ck_insight_use_result")),
        sa.CheckConstraint("used_in IN ('own_work', 'session', 'advice')", name=op.f("ck_insight_use_used_in")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_insight_use_by_id_person")),
        sa.ForeignKeyConstraint(["insight_id"], ["insight.id"], name=op.f("fk_insight_use_insight_id_insight")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_insight_use_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_use")),
        sa.UniqueConstraint("form_key", name=op.f("uq_insight_use_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_insight_use_uid")),
    )
    op.create_index("ix_insight_use_by_id", "insight_use", ["by_id"])
    op.create_index("ix_insight_use_insight_id", "insight_use", ["insight_id", "id"])
    op.create_index("ix_insight_use_neighbourhood_id", "insight_use", ["neighbourhood_id"])


def _make_proposal_taken() -> None:
    op.create_table(
        "proposal_taken",
        sa.Column("circle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_proposal_taken_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_proposal_taken_circle_id_circle")),
        sa.PrimaryKeyConstraint("circle_id", "key", name=op.f("pk_proposal_taken")),
    )
    op.create_index("ix_proposal_taken_by_id", "proposal_taken", ["by_id"])
