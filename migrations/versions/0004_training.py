"""The tables of training: modules with their immutable versions, and what people did."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0004_training"
down_revision = "0003_content"
branch_labels = None
depends_on = None

IMMUTABLE = ("module_version", "part_version", "quiz_question_version")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'published')", name=op.f("ck_module_status")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_module_minutes")),
        sa.CheckConstraint("position BETWEEN 1 AND 999", name=op.f("ck_module_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("uid", name=op.f("uq_module_uid")),
    )
    op.create_index(
        "uq_module_slug",
        "module",
        ["slug"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "learner",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("twin", sa.String(length=8), nullable=False),
        sa.CheckConstraint("twin IN ('regular', 'easy')", name=op.f("ck_learner_twin")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_learner_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_learner")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_lesson_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("uid", name=op.f("uq_lesson_uid")),
    )
    op.create_index("ix_lesson_module_id_position", "lesson", ["module_id", "position"], unique=False)
    op.create_table(
        "module_media",
        sa.Column("uid", sa.String(length=300), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_media_module_id_module")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_module_media")),
    )
    op.create_index(op.f("ix_module_media_module_id"), "module_media", ["module_id"], unique=False)
    op.create_table(
        "module_progress",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_serial", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("assignments", sa.JSON(), nullable=False),
        sa.Column("last_part", sa.String(length=64), nullable=True),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("minutes_left", sa.Integer(), nullable=False),
        sa.Column("quiz_passed_at", Moment(), nullable=True),
        sa.Column("best_score", sa.Integer(), nullable=True),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("completed_serial", sa.Integer(), nullable=True),
        sa.CheckConstraint("done_count <= total_count", name=op.f("ck_module_progress_counts")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_progress_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_module_progress_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "module_id", name=op.f("pk_module_progress")),
    )
    op.create_table(
        "module_version",
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("change", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.CheckConstraint("change IN ('typo', 'real')", name=op.f("ck_module_version_change")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_version_module_id_module")),
        sa.PrimaryKeyConstraint("module_id", "serial", name=op.f("pk_module_version")),
    )
    op.create_table(
        "quiz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.CheckConstraint("draw >= 1", name=op.f("ck_quiz_draw")),
        sa.CheckConstraint("pass_mark BETWEEN 1 AND 100", name=op.f("ck_quiz_pass_mark")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_quiz_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz")),
        sa.UniqueConstraint("uid", name=op.f("uq_quiz_uid")),
    )
    op.create_index(op.f("ix_quiz_module_id"), "quiz", ["module_id"], unique=False)
    op.create_table(
        "part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("renewed", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_part_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_part_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("uid", name=op.f("uq_part_uid")),
    )
    op.create_index("ix_part_lesson_id_position", "part", ["lesson_id", "position"], unique=False)
    op.create_index("ix_part_module_id", "part", ["module_id"], unique=False)
    op.create_table(
        "quiz_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL)", name=op.f("ck_quiz_attempt_score_when_submitted")
        ),
        sa.CheckConstraint("score BETWEEN 0 AND total", name=op.f("ck_quiz_attempt_score")),
        sa.ForeignKeyConstraint(
            ["module_id", "serial"],
            ["module_version.module_id", "module_version.serial"],
            name=op.f("fk_quiz_attempt_module_id_module_version"),
        ),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_quiz_attempt_module_id_module")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_quiz_attempt_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempt")),
        sa.UniqueConstraint("uid", name=op.f("uq_quiz_attempt_uid")),
    )
    op.create_index("ix_quiz_attempt_person_id", "quiz_attempt", ["person_id"], unique=False)
    op.create_index(
        "uq_quiz_attempt_open",
        "quiz_attempt",
        ["person_id", "module_id"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.create_table(
        "quiz_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_question_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_question")),
        sa.UniqueConstraint("uid", name=op.f("uq_quiz_question_uid")),
    )
    op.create_index(op.f("ix_quiz_question_quiz_id"), "quiz_question", ["quiz_id"], unique=False)
    op.create_table(
        "assignment_done",
        sa.Column("done_at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_assignment_done_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_done_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "uid", name=op.f("pk_assignment_done")),
    )
    op.create_table(
        "module_address",
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_address_module_id_module")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_module_address_part_id_part")),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_module_address")),
    )
    op.create_index(op.f("ix_module_address_module_id"), "module_address", ["module_id"], unique=False)
    op.create_index(op.f("ix_module_address_part_id"), "module_address", ["part_id"], unique=False)
    op.create_table(
        "part_version",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_part_version_minutes")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_version_part_id_part")),
        sa.PrimaryKeyConstraint("part_id", "number", name=op.f("pk_part_version")),
    )
    op.create_table(
        "question_answer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_question_answer_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_answer_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "uid", name=op.f("pk_question_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quiz_question_version",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("block", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["quiz_question.id"], name=op.f("fk_quiz_question_version_question_id_quiz_question")
        ),
        sa.PrimaryKeyConstraint("question_id", "number", name=op.f("pk_quiz_question_version")),
    )
    op.create_table(
        "reflection",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 4000", name=op.f("ck_reflection_length")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_reflection_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reflection_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "uid", name=op.f("pk_reflection")),
    )
    op.create_table(
        "scenario_walk",
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("walked_at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sentence) <= 500", name=op.f("ck_scenario_walk_length")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_scenario_walk_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scenario_walk_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "uid", name=op.f("pk_scenario_walk")),
    )
    op.create_table(
        "part_completion",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("twin", sa.String(length=8), nullable=False),
        sa.Column("completed_at", Moment(), nullable=False),
        sa.CheckConstraint("twin IN ('regular', 'easy')", name=op.f("ck_part_completion_twin")),
        sa.ForeignKeyConstraint(
            ["part_id", "version"],
            ["part_version.part_id", "part_version.number"],
            name=op.f("fk_part_completion_part_id_part_version"),
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_completion_part_id_part")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_part_completion_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "part_id", name=op.f("pk_part_completion")),
        sqlite_with_rowid=False,
    )
    for table in IMMUTABLE:
        _refuse_changes(table)


def downgrade() -> None:
    """Take them away."""
    for table in IMMUTABLE:
        op.execute(f"DROP TRIGGER {table}_never_changes" + ("" if _on_sqlite() else f" ON {table}"))
    if not _on_sqlite():
        op.execute("DROP FUNCTION training_never_changes()")
    op.drop_table("part_completion")
    op.drop_table("scenario_walk")
    op.drop_table("reflection")
    op.drop_table("quiz_question_version")
    op.drop_table("question_answer")
    op.drop_table("part_version")
    op.drop_table("module_address")
    op.drop_table("assignment_done")
    op.drop_table("quiz_question")
    op.drop_table("quiz_attempt")
    op.drop_table("part")
    op.drop_table("quiz")
    op.drop_table("module_version")
    op.drop_table("module_progress")
    op.drop_table("module_media")
    op.drop_table("lesson")
    op.drop_table("learner")
    op.drop_table("module")


def _refuse_changes(table: str) -> None:
    """Let a version stay as it was read: progress, answers and certificates point at it."""
    if _on_sqlite():
        raised = "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
    else:
        raised = "FOR EACH ROW EXECUTE FUNCTION training_never_changes()"
        op.execute(
            "CREATE OR REPLACE FUNCTION training_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a version never changes' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    op.execute(f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} {raised}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
