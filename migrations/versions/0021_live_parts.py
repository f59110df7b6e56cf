"""The live part of a module: which meeting is a training about it, and proof of having been there."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0021_live_parts"
down_revision = "0020_meetings"
branch_labels = None
depends_on = None

OF_VERSION = ("uq_certificate_person_module_serial", "certificate", ["person_id", "module_id", "serial"])
ONLINE = sa.text("meeting_id IS NULL")
#: What a certificate says, with where it was earned; only its withdrawal is written later.
FIXED = (
    "number, code, person_id, module_id, serial, kind, title, version, net_minutes, accreditations, issued_at, "
    "valid_until"
)
FIXED_LIVE = f"{FIXED}, meeting_id, live_on"
WORDS = "a certificate never changes"


def upgrade() -> None:
    """Make the table; give certificates a meeting, so that one earned there stands beside the one of the version."""
    op.create_table(
        "training_meeting",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_training_meeting_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_training_meeting_module_id_module")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_training_meeting")),
    )
    op.create_index("ix_training_meeting_module_id", "training_meeting", ["module_id"])
    _let_go()
    # By hand, because SQLite would make the table anew, which what hangs on it forbids.
    named = "CONSTRAINT fk_certificate_meeting_id_meeting REFERENCES meeting (id)"
    op.execute(f"ALTER TABLE certificate ADD COLUMN meeting_id INTEGER {named}")
    both = "CONSTRAINT ck_certificate_live_on CHECK ((live_on IS NULL) = (meeting_id IS NULL))"
    op.execute(f"ALTER TABLE certificate ADD COLUMN live_on DATE {both}")
    op.drop_index(OF_VERSION[0], "certificate")
    op.create_index(*OF_VERSION, unique=True, sqlite_where=ONLINE, postgresql_where=ONLINE)
    op.create_index("ix_certificate_person_id", "certificate", ["person_id", "module_id"])
    op.create_index("uq_certificate_meeting_id", "certificate", ["meeting_id", "person_id"], unique=True)
    _fix(FIXED_LIVE)


def downgrade() -> None:
    """Take them away, with the proof that was earned at a meeting."""
    op.execute("DELETE FROM handover WHERE certificate_id IN (SELECT id FROM certificate WHERE meeting_id IS NOT NULL)")
    op.execute("DELETE FROM certificate WHERE meeting_id IS NOT NULL")
    _let_go()
    for name in ("uq_certificate_meeting_id", "ix_certificate_person_id", OF_VERSION[0]):
        op.drop_index(name, "certificate")
    op.create_index(*OF_VERSION, unique=True)
    op.execute("ALTER TABLE certificate DROP COLUMN live_on")
    op.execute("ALTER TABLE certificate DROP COLUMN meeting_id")
    _fix(FIXED)
    op.drop_table("training_meeting")


def _let_go() -> None:
    on = "" if _on_sqlite() else " ON certificate"
    op.execute(f"DROP TRIGGER certificate_fixed{on}")


def _fix(columns: str) -> None:
    """Refuse to change what a certificate says. It may go, with the person whose it is."""
    if _on_sqlite():
        body = f"SELECT RAISE(ABORT, '{WORDS}');"
        op.execute(f"CREATE TRIGGER certificate_fixed BEFORE UPDATE OF {columns} ON certificate BEGIN {body} END")
        return
    op.execute(
        f"CREATE TRIGGER certificate_fixed BEFORE UPDATE OF {columns} ON certificate "
        "FOR EACH ROW EXECUTE FUNCTION certificate_fixed()"
    )


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
