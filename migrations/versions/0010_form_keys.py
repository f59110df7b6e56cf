"""What makes a form that is sent twice one row, for help nearby, evidence and what people say of a step."""

import sqlalchemy as sa
from alembic import op

revision = "0010_form_keys"
down_revision = "0009_asked_to_join"
branch_labels = None
depends_on = None

TABLES = ("help_offer", "step_evidence", "step_feedback")


def upgrade() -> None:
    """Add the column; what was written before gets a key that no form can have."""
    for name in TABLES:
        op.add_column(name, sa.Column("form_key", sa.String(32), server_default="", nullable=False))
        op.execute(sa.text(f"UPDATE {name} SET form_key = 'before-' || id"))  # noqa: S608  # names of ours
        op.create_index(op.f(f"ix_{name}_form_key"), name, ["form_key"], unique=True)


def downgrade() -> None:
    """Take it away."""
    for name in TABLES:
        op.drop_index(op.f(f"ix_{name}_form_key"), name)
        op.drop_column(name, "form_key")
