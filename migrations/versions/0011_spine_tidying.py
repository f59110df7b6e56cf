"""Take away the fingerprint of milestones and risks: nothing reads it, for the rows themselves say what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0011_spine_tidying"
down_revision = "0010_form_keys"
branch_labels = None
depends_on = None

#: Causes of notices that an older Kringwijs has no words or page for.
CAUSES = ("adviser.left_you",)


def upgrade() -> None:
    """Take it away."""
    op.drop_column("programme", "steering_digest")


def downgrade() -> None:
    """Put an empty one back, as of a programme that was never synced, and take away notices nobody can show."""
    op.add_column("programme", sa.Column("steering_digest", sa.String(64), server_default="", nullable=False))
    notice = sa.table("notice", sa.column("cause"), sa.column("person_id"), sa.column("read_at"))
    person = sa.table("person", sa.column("id"), sa.column("unread_notices"))
    told = sa.select(notice.c.person_id).where(notice.c.cause.in_(CAUSES), notice.c.read_at.is_(None))
    unread = sa.select(sa.func.count()).where(
        notice.c.person_id == person.c.id, notice.c.read_at.is_(None), notice.c.cause.not_in(CAUSES)
    )
    op.execute(sa.update(person).where(person.c.id.in_(told)).values(unread_notices=unread.scalar_subquery()))
    op.execute(sa.delete(notice).where(notice.c.cause.in_(CAUSES)))
