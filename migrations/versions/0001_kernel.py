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
    audit()
    search()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("search_text")
    op.drop_table("search_entry")
    op.drop_table("audit_entry")
    op.drop_table("audit_head")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION search_text_follow()")
        for name in ("entry_fixed", "entry_kept", "entry_new", "head_kept", "head_forward"):
            op.execute(f"DROP FUNCTION audit_{name}()")
    op.drop_table("outbox_mail")


def outbox() -> None:
    """Make the table of mails that wait, were sent, or are parked."""
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


def audit() -> None:
    """Make the log: lines nobody changes, and the head where writers queue."""
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(60), nullable=False),
        sa.Column("actor_uid", sa.String(40), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("seq > 0", "ck_audit_entry_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entry"),
    )
    for column in ("actor_uid", "object", "action"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column, "seq"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("sealed_seq", sa.Integer, nullable=False),
        sa.Column("sealed_hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", "ck_audit_head_id"),
        sa.CheckConstraint("sealed_seq >= 0 AND sealed_seq <= seq", "ck_audit_head_sealed_seq"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64, "sealed_seq": 0, "sealed_hash": "0" * 64}])
    sealed, end = "(SELECT sealed_seq FROM audit_head)", "(SELECT seq FROM audit_head)"
    refuse("entry_fixed", "UPDATE", "audit_entry")
    refuse("entry_kept", "DELETE", "audit_entry", f"OLD.seq > {sealed}")
    refuse("entry_new", "INSERT", "audit_entry", f"NEW.seq <= {end}")  # SQLite's REPLACE passes by DELETE triggers
    refuse("head_kept", "DELETE", "audit_head")
    refuse("head_forward", "UPDATE", "audit_head", "NEW.seq < OLD.seq OR NEW.sealed_seq < OLD.sealed_seq")


def refuse(name: str, event: str, table: str, when: str = "1 = 1") -> None:
    """Make the database itself refuse an event; on PostgreSQL refuse to empty the table as well."""
    if op.get_bind().dialect.name == "sqlite":
        body = "SELECT RAISE(ABORT, 'the log is append-only');"
        op.execute(f"CREATE TRIGGER audit_{name} BEFORE {event} ON {table} WHEN {when} BEGIN {body} END")
        return
    row = "OLD" if event == "DELETE" else "NEW"
    no = "RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"IF TG_OP = 'TRUNCATE' THEN {no}; END IF; IF {when} THEN {no}; END IF; RETURN {row};"
    op.execute(f"CREATE FUNCTION audit_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
    op.execute(f"CREATE TRIGGER audit_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_{name}()")
    if event == "DELETE":
        op.execute(
            f"CREATE TRIGGER audit_{name}_all BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION audit_{name}()"
        )


def search() -> None:
    """Make the search index: entries, and a full-text table that follows them."""
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.String(300), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("kind", "key", name="uq_search_entry_kind_key"),
    )
    statements = SEARCH_SQLITE if op.get_bind().dialect.name == "sqlite" else SEARCH_POSTGRESQL
    for statement in statements:
        op.execute(sa.text(statement))


FORGET = "INSERT INTO search_text (search_text, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
LEARN = "INSERT INTO search_text (rowid, words) VALUES (NEW.id, NEW.words);"
SEARCH_SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5"
    "(words, content='search_entry', content_rowid='id', tokenize='ascii', detail=none)",
    f"CREATE TRIGGER search_text_learn AFTER INSERT ON search_entry BEGIN {LEARN} END",
    f"CREATE TRIGGER search_text_forget AFTER DELETE ON search_entry BEGIN {FORGET} END",
    f"CREATE TRIGGER search_text_change AFTER UPDATE OF words ON search_entry BEGIN {FORGET} {LEARN} END",
)
SEARCH_POSTGRESQL = (
    "CREATE TABLE search_text (id integer PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE,"
    " words tsvector NOT NULL)",
    "CREATE INDEX search_text_words ON search_text USING gin (words)",
    "CREATE FUNCTION search_text_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " INSERT INTO search_text (id, words) VALUES (NEW.id, array_to_tsvector(string_to_array(NEW.words, ' ')))"
    " ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words; RETURN NEW; END $$",
    "CREATE TRIGGER search_text_follow AFTER INSERT OR UPDATE OF words ON search_entry"
    " FOR EACH ROW EXECUTE FUNCTION search_text_follow()",
)
