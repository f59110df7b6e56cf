"""Groups that complete a part together, and telling back."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0017_together"
down_revision = "0016_module_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_sessions()
    _make_people_in_them()
    op.create_table(
        "telling_back",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("told_to", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "told_to IN ('home', 'neighbourhood', 'group', 'here')", name=op.f("ck_telling_back_told_to")
        ),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_telling_back_words")),
        sa.CheckConstraint("told_to <> 'here' OR length(words) > 0", name=op.f("ck_telling_back_here_in_words")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_telling_back_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_telling_back_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "module_id", name=op.f("pk_telling_back")),
    )
    op.create_index("ix_telling_back_module_id", "telling_back", ["module_id"])


def downgrade() -> None:
    """Take the tables away."""
    for table in ("telling_back", "took_part", "group_session"):
        op.drop_table(table)


def _make_sessions() -> None:
    table = "group_session"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("twin", sa.String(length=8), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.CheckConstraint("(part_id IS NULL) <> (item_id IS NULL)", name=op.f("ck_group_session_about_one_thing")),
        sa.CheckConstraint("(part_id IS NULL) = (version IS NULL)", name=op.f("ck_group_session_text_of_part")),
        sa.CheckConstraint("twin IN ('regular', 'easy')", name=op.f("ck_group_session_twin")),
        sa.ForeignKeyConstraint(["item_id"], ["path_item.id"], name=op.f("fk_group_session_item_id_path_item")),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk_group_session_leader_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_group_session_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_group_session_part_id_part")),
        sa.ForeignKeyConstraint(
            ["part_id", "version"],
            ["part_version.part_id", "part_version.number"],
            name=op.f("fk_group_session_part_id_version_part_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sa.UniqueConstraint("form_key", name=op.f("uq_group_session_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_group_session_uid")),
    )
    op.create_index("ix_group_session_leader_id", table, ["leader_id", "began_at"])
    op.create_index("ix_group_session_part_id", table, ["part_id"])
    op.create_index("ix_group_session_item_id", table, ["item_id"])
    op.create_index("ix_group_session_neighbourhood_id", table, ["neighbourhood_id"])


def _make_people_in_them() -> None:
    op.create_table(
        "took_part",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("piece", sa.String(length=64), nullable=False),
        sa.Column("own_version", sa.Integer(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("taken_back_by", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("taken_back_by IN ('learner', 'leader')", name=op.f("ck_took_part_taken_back_by")),
        sa.CheckConstraint("(taken_back_at IS NULL) = (taken_back_by IS NULL)", name=op.f("ck_took_part_taken_back")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (length(reason) = 0)", name=op.f("ck_took_part_taken_back_says_why")
        ),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_took_part_reason")),
        sa.CheckConstraint("length(sentence) <= 300", name=op.f("ck_took_part_sentence")),
        sa.CheckConstraint("sentence = '' OR told_at IS NOT NULL", name=op.f("ck_took_part_sentence_of_telling")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_took_part_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["group_session.id"], name=op.f("fk_took_part_session_id_group_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_took_part")),
    )
    op.create_index("ix_took_part_person_id", "took_part", ["person_id", "piece"])
