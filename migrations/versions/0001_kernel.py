"""The tables of kernel."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0001_kernel"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    outbox()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("outbox_mail")


def outbox() -> None:
    """Mails that wait, were sent, or are parked."""
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uid", sa.String(20), nullable=False),
        sa.Column("recipient_uid", sa.String(40), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("cause", sa.String(60), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("secret", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("problem", sa.String(40), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'kept', 'sent', 'parked')", "ck_outbox_mail_state"),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", "ck_outbox_mail_sent_at"),
        sa.CheckConstraint("tries >= 0", "ck_outbox_mail_tries"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_mail"),
        sa.UniqueConstraint("uid", name="uq_outbox_mail_uid"),
        sa.UniqueConstraint(
            "recipient_uid",
            "cause",
            "object",
            "version",
            name="uq_outbox_mail_recipient_uid_cause_object_version",
        ),
    )
    op.create_index("ix_outbox_mail_due", "outbox_mail", ["state", "due_at"])
