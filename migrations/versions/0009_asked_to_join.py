"""People who have an account are asked whether they join a team, and are in it after their own yes."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0009_asked_to_join"
down_revision = "0008_spine"
branch_labels = None
depends_on = None

OPEN = sa.text("answered_at IS NULL")
#: Causes of notices that an older Kringwijs has no words or page for.
CAUSES = (
    "absence.ended_early",
    "absence.stand_in_gone",
    "adviser.left",
    "team.asked",
    "team.long_away",
    "team.said_no",
    "team.said_yes",
)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "team_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "role IN ('deputy_director', 'social_worker', 'key_person', 'expert_by_experience', 'resident')",
            name=op.f("ck_team_asked_role"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("ck_team_asked_name")),
        sa.CheckConstraint(
            "answer IN ('joined', 'no', 'taken_back', 'lapsed')",
            name=op.f("ck_team_asked_answer"),
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_team_asked_answered")),
        sa.CheckConstraint(
            "answered_at IS NULL OR answered_at >= at", name=op.f("ck_team_asked_answered_after_it_was_asked")
        ),
        sa.CheckConstraint("by_id IS NULL OR by_id <> person_id", name=op.f("ck_team_asked_by_somebody_else")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_team_asked_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_asked_person_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_team_asked_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_asked")),
        sa.UniqueConstraint("uid", name=op.f("uq_team_asked_uid")),
    )
    for column in ("neighbourhood_id", "person_id", "by_id"):
        op.create_index(op.f(f"ix_team_asked_{column}"), "team_asked", [column], unique=False)
    op.create_index(
        "uq_team_asked_open",
        "team_asked",
        ["neighbourhood_id", "person_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_team_asked_open_at", "team_asked", ["at"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    """Take it away, and what people were told of it; the count of what they did not read follows."""
    op.drop_table("team_asked")
    notice = sa.table("notice", sa.column("cause"), sa.column("person_id"), sa.column("read_at"))
    person = sa.table("person", sa.column("id"), sa.column("unread_notices"))
    told = sa.select(notice.c.person_id).where(notice.c.cause.in_(CAUSES), notice.c.read_at.is_(None))
    unread = sa.select(sa.func.count()).where(
        notice.c.person_id == person.c.id, notice.c.read_at.is_(None), notice.c.cause.not_in(CAUSES)
    )
    op.execute(sa.update(person).where(person.c.id.in_(told)).values(unread_notices=unread.scalar_subquery()))
    op.execute(sa.delete(notice).where(notice.c.cause.in_(CAUSES)))
