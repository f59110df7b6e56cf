"""Certificates of modules, accreditations, and what registers were told."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0013_certificates"
down_revision = "0012_toolkit"
branch_labels = None
depends_on = None

#: What a certificate says; only its withdrawal is written later.
FIXED = (
    "number, code, person_id, module_id, serial, kind, title, version, net_minutes, accreditations, issued_at, "
    "valid_until"
)
WORDS = "a certificate never changes"


def upgrade() -> None:
    """Make the tables; a job gives who completed a module before this theirs (training.issue_missing)."""
    op.add_column("module", sa.Column("valid_months", sa.Integer(), nullable=True))
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("net_minutes", sa.Integer(), nullable=False),
        sa.Column("accreditations", sa.JSON(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('certificate', 'participation')", name=op.f("ck_certificate_kind")),
        sa.CheckConstraint("net_minutes >= 0", name=op.f("ck_certificate_net_minutes")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (length(reason) = 0)", name=op.f("ck_certificate_withdrawn_says_why")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NOT NULL OR withdrawn_by_id IS NULL", name=op.f("ck_certificate_withdrawn_by")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id_person")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_certificate_module_id_module")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["person.id"], name=op.f("fk_certificate_withdrawn_by_id_person")),
        sa.ForeignKeyConstraint(
            ["module_id", "serial"],
            ["module_version.module_id", "module_version.serial"],
            name=op.f("fk_certificate_module_id_module_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
    )
    op.create_index(
        "uq_certificate_person_module_serial", "certificate", ["person_id", "module_id", "serial"], unique=True
    )
    op.create_index("ix_certificate_issued_at", "certificate", ["issued_at", "id"])
    op.create_index("ix_certificate_withdrawn_by_id", "certificate", ["withdrawn_by_id"])
    op.create_table(
        "accreditation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Numeric(5, 2), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("points > 0", name=op.f("ck_accreditation_points")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_accreditation_period")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_accreditation_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint("uid", name=op.f("uq_accreditation_uid")),
    )
    op.create_index(
        "uq_accreditation_module_register_from", "accreditation", ["module_id", "register", "valid_from"], unique=True
    )
    op.create_table(
        "registration_number",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("consent_at", Moment(), nullable=False),
        sa.CheckConstraint("length(number) > 0", name=op.f("ck_registration_number_number")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_number_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "register", name=op.f("pk_registration_number")),
    )
    op.create_table(
        "handover",
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_handover_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_handover_by_id_person")),
        sa.PrimaryKeyConstraint("certificate_id", "register", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_by_id", "handover", ["by_id"])
    _fix()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("handover")
    op.drop_table("registration_number")
    op.drop_table("accreditation")
    op.drop_table("certificate")  # and with it its trigger
    if not _on_sqlite():
        op.execute("DROP FUNCTION certificate_fixed()")
    op.drop_column("module", "valid_months")


def _fix() -> None:
    """Refuse to change what a certificate says. It may go, with the person whose it is."""
    if _on_sqlite():
        body = f"SELECT RAISE(ABORT, '{WORDS}');"
        op.execute(f"CREATE TRIGGER certificate_fixed BEFORE UPDATE OF {FIXED} ON certificate BEGIN {body} END")
        return
    no = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'"
    op.execute(f"CREATE FUNCTION certificate_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {no}; END $$")
    op.execute(
        f"CREATE TRIGGER certificate_fixed BEFORE UPDATE OF {FIXED} ON certificate "
        "FOR EACH ROW EXECUTE FUNCTION certificate_fixed()"
    )


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
