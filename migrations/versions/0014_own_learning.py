"""Notes, sentences, who may read a reflection, evaluations without a name, training needs."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0014_own_learning"
down_revision = "0013_certificates"
branch_labels = None
depends_on = None

TABLES = (
    "evaluated_module",
    "finished_share",
    "module_evaluation",
    "pocket_sentence",
    "training_need",
    "assignment_comment",
    "part_note",
    "shared_work",
)


def upgrade() -> None:
    """Make the tables, and a place for what an organisation agreed about learning."""
    op.create_table(
        "evaluated_module",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_evaluated_module_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evaluated_module_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "module_id", name=op.f("pk_evaluated_module")),
    )
    op.create_table(
        "finished_share",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_finished_share_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_finished_share_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "module_id", name=op.f("pk_finished_share")),
    )
    op.create_table(
        "module_evaluation",
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('changed', 'planned', 'some', 'known', 'unfit')", name=op.f("ck_module_evaluation_answer")
        ),
        sa.CheckConstraint("count >= 0", name=op.f("ck_module_evaluation_count")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_evaluation_module_id_module")),
        sa.PrimaryKeyConstraint("module_id", "answer", name=op.f("pk_module_evaluation")),
    )
    op.create_table(
        "pocket_sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("walk_uid", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(walk_uid IS NULL) = (text IS NOT NULL)", name=op.f("ck_pocket_sentence_one_origin")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 500", name=op.f("ck_pocket_sentence_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pocket_sentence_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pocket_sentence")),
        sa.UniqueConstraint("form_key", name=op.f("uq_pocket_sentence_form_key")),
        sa.UniqueConstraint("person_id", "walk_uid", name=op.f("uq_pocket_sentence_person_id_walk_uid")),
        sa.UniqueConstraint("uid", name=op.f("uq_pocket_sentence_uid")),
    )
    op.create_index("ix_pocket_sentence_person_id", "pocket_sentence", ["person_id"])
    op.create_table(
        "training_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_training_need_answered")),
        sa.CheckConstraint("length(answer) BETWEEN 1 AND 1000", name=op.f("ck_training_need_answer")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_training_need_text")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_training_need_answered_by_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_need_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
        sa.UniqueConstraint("form_key", name=op.f("uq_training_need_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_training_need_uid")),
    )
    op.create_index("ix_training_need_answered_at", "training_need", ["answered_at", "id"])
    op.create_index("ix_training_need_answered_by_id", "training_need", ["answered_by_id"])
    op.create_index("ix_training_need_by_id", "training_need", ["by_id", "id"])
    op.create_table(
        "assignment_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("assignment_uid", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_assignment_comment_length")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_assignment_comment_by_id_person")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_assignment_comment_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_comment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_comment")),
        sa.UniqueConstraint("form_key", name=op.f("uq_assignment_comment_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_assignment_comment_uid")),
    )
    op.create_index("ix_assignment_comment_by_id", "assignment_comment", ["by_id"])
    op.create_index("ix_assignment_comment_part_id", "assignment_comment", ["part_id"])
    op.create_index("ix_assignment_comment_person_id", "assignment_comment", ["person_id", "assignment_uid"])
    op.create_table(
        "part_note",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("text <> '' OR marked_at IS NOT NULL", name=op.f("ck_part_note_holds_something")),
        sa.CheckConstraint("length(text) <= 4000", name=op.f("ck_part_note_length")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_note_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_part_note_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "part_id", name=op.f("pk_part_note")),
    )
    op.create_index("ix_part_note_part_id", "part_note", ["part_id"])
    op.create_table(
        "shared_work",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("reader_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('reflection', 'assignment')", name=op.f("ck_shared_work_kind")),
        sa.CheckConstraint("person_id <> reader_id", name=op.f("ck_shared_work_with_another")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_shared_work_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shared_work_person_id_person")),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name=op.f("fk_shared_work_reader_id_person")),
        sa.PrimaryKeyConstraint("person_id", "uid", "reader_id", name=op.f("pk_shared_work")),
    )
    op.create_index("ix_shared_work_part_id", "shared_work", ["part_id"])
    op.create_index("ix_shared_work_reader_id", "shared_work", ["reader_id", "at"])
    op.add_column(
        "organisation", sa.Column("learning_agreement", sa.String(length=300), server_default="", nullable=False)
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_column("organisation", "learning_agreement")
    for table in TABLES:
        op.drop_table(table)
