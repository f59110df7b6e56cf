"""The tables of the toolkit, and the role of who makes trial versions for a design bureau."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0012_toolkit"
down_revision = "0011_spine_tidying"
branch_labels = None
depends_on = None

ROLES = (
    "administrator",
    "coordinator",
    "editor",
    "researcher",
    "network_office",
    "adviser",
    "neighbourhood_director",
    "deputy_director",
    "social_worker",
    "key_person",
    "expert_by_experience",
    "resident",
    "circle_facilitator",
    "ggd_manager",
)
DESIGNER = "designer"
VERSION = "toolkit_version"
PICTURE = "toolkit_picture"
ALWAYS = "1 = 1"
#: What the database refuses, as (name, event, table, when); SQLite's REPLACE passes by what is said of DELETE.
REFUSED = (
    ("version_fixed", "UPDATE", VERSION, ALWAYS),
    ("version_kept", "DELETE", VERSION, ALWAYS),
    (
        "version_new",
        "INSERT",
        VERSION,
        "EXISTS (SELECT 1 FROM toolkit_version v WHERE v.item_id = NEW.item_id AND v.number = NEW.number)",
    ),
    ("picture_fixed", "UPDATE", PICTURE, ALWAYS),
    (
        "picture_kept",
        "DELETE",
        PICTURE,
        "EXISTS (SELECT 1 FROM toolkit_item i WHERE i.id = OLD.item_id AND i.number > 0)",
    ),
    (
        "picture_new",
        "INSERT",
        PICTURE,
        "EXISTS (SELECT 1 FROM toolkit_picture p WHERE p.item_id = NEW.item_id AND p.file = NEW.file)",
    ),
)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "toolkit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("minutes_from", sa.Integer(), nullable=True),
        sa.Column("minutes_to", sa.Integer(), nullable=True),
        sa.Column("group_from", sa.Integer(), nullable=True),
        sa.Column("group_to", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("verdict_why", sa.Text(), nullable=True),
        sa.Column("verdict_circle", sa.String(length=120), nullable=True),
        sa.Column("verdict_at", Moment(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("synced_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_toolkit_item_withdrawn")
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (verdict_why IS NULL) AND (verdict IS NULL OR verdict IN ('keep', 'adapt', 'stop'))",
            name=op.f("ck_toolkit_item_verdict"),
        ),
        sa.CheckConstraint(
            "kind IN ('werkvorm', 'draaiboek', 'materiaal', 'praktijkvoorbeeld', 'achtergrond', "
            "'meetinstrument', 'proefversie')",
            name=op.f("ck_toolkit_item_kind"),
        ),
        sa.CheckConstraint("replaced_by_id IS NULL OR status = 'withdrawn'", name=op.f("ck_toolkit_item_replaced")),
        sa.CheckConstraint("status = 'draft' OR number > 0", name=op.f("ck_toolkit_item_seen_has_a_version")),
        sa.CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name=op.f("ck_toolkit_item_status")),
        sa.CheckConstraint("group_from BETWEEN 1 AND group_to", name=op.f("ck_toolkit_item_group")),
        sa.CheckConstraint("minutes_from BETWEEN 1 AND minutes_to", name=op.f("ck_toolkit_item_minutes")),
        sa.CheckConstraint(
            "number = 0 OR (minutes_to IS NOT NULL AND group_to IS NOT NULL)", name=op.f("ck_toolkit_item_whole")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_toolkit_item_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_item_replaced_by_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toolkit_item")),
        sa.UniqueConstraint("slug", name=op.f("uq_toolkit_item_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_toolkit_item_uid")),
    )
    op.create_index("ix_toolkit_item_changed_at", "toolkit_item", ["changed_at"])
    op.create_index("ix_toolkit_item_owner_id", "toolkit_item", ["owner_id"])
    op.create_index("ix_toolkit_item_replaced_by_id", "toolkit_item", ["replaced_by_id"])
    op.create_index("ix_toolkit_item_review_on", "toolkit_item", ["review_on"])
    op.create_index("ix_toolkit_item_status_title", "toolkit_item", ["status", "title", "id"])

    op.create_table(
        "toolkit_draft",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('writing', 'in_review')", name=op.f("ck_toolkit_draft_state")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_toolkit_draft_asked_by_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_toolkit_draft_by_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_draft_item_id_toolkit_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_toolkit_draft")),
    )
    op.create_index("ix_toolkit_draft_asked_by_id", "toolkit_draft", ["asked_by_id"])
    op.create_index("ix_toolkit_draft_by_id", "toolkit_draft", ["by_id"])

    op.create_table(
        "toolkit_item_audience",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_item_audience_item_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "audience", name=op.f("pk_toolkit_item_audience")),
    )
    op.create_index("ix_toolkit_item_audience_audience", "toolkit_item_audience", ["audience", "item_id"])

    op.create_table(
        "toolkit_item_step",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_item_step_item_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "step_key", name=op.f("pk_toolkit_item_step")),
    )
    op.create_index("ix_toolkit_item_step_step", "toolkit_item_step", ["step_key", "item_id"])

    op.create_table(
        "toolkit_item_theme",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("theme_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_item_theme_item_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "theme_key", name=op.f("pk_toolkit_item_theme")),
    )
    op.create_index("ix_toolkit_item_theme_theme", "toolkit_item_theme", ["theme_key", "item_id"])

    op.create_table(
        "toolkit_picture",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_picture_item_id_toolkit_item")),
        sa.PrimaryKeyConstraint("item_id", "file", name=op.f("pk_toolkit_picture")),
    )

    op.create_table(
        "toolkit_relation",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('follows', 'combines', 'alternative')", name=op.f("ck_toolkit_relation_kind")),
        sa.CheckConstraint("item_id <> other_id", name=op.f("ck_toolkit_relation_another")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_relation_item_id_toolkit_item")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_relation_other_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "kind", "other_id", name=op.f("pk_toolkit_relation")),
    )
    op.create_index("ix_toolkit_relation_other_id", "toolkit_relation", ["other_id"])

    op.create_table(
        "toolkit_saved",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_saved_item_id_toolkit_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_toolkit_saved_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "item_id", name=op.f("pk_toolkit_saved")),
    )
    op.create_index("ix_toolkit_saved_item_id", "toolkit_saved", ["item_id"])

    op.create_table(
        "toolkit_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_mark", sa.String(length=64), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_toolkit_suggestion_answered")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_toolkit_suggestion_text")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_toolkit_suggestion_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_toolkit_suggestion_by_id_person")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_suggestion_item_id_toolkit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toolkit_suggestion")),
        sa.UniqueConstraint(
            "by_id", "item_id", "said_mark", name=op.f("uq_toolkit_suggestion_by_id_item_id_said_mark")
        ),
        sa.UniqueConstraint("form_key", name=op.f("uq_toolkit_suggestion_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_toolkit_suggestion_uid")),
    )
    op.create_index("ix_toolkit_suggestion_answered_at", "toolkit_suggestion", ["answered_at", "id"])
    op.create_index("ix_toolkit_suggestion_answered_by_id", "toolkit_suggestion", ["answered_by_id"])
    op.create_index("ix_toolkit_suggestion_by_id", "toolkit_suggestion", ["by_id"])
    op.create_index("ix_toolkit_suggestion_item_id", "toolkit_suggestion", ["item_id", "id"])

    op.create_table(
        "toolkit_version",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", Moment(), nullable=False),
        sa.CheckConstraint("change IN ('typo', 'real')", name=op.f("ck_toolkit_version_change")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_toolkit_version_reason")),
        sa.CheckConstraint("number > 0", name=op.f("ck_toolkit_version_number")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_toolkit_version_by_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_version_item_id_toolkit_item")),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_toolkit_version_reviewed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_toolkit_version")),
    )
    op.create_index("ix_toolkit_version_by_id", "toolkit_version", ["by_id"])
    op.create_index("ix_toolkit_version_published_at", "toolkit_version", ["published_at"])
    op.create_index("ix_toolkit_version_reviewed_by_id", "toolkit_version", ["reviewed_by_id"])

    op.create_table(
        "toolkit_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("moment_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("adapted", sa.Text(), nullable=False),
        sa.Column("next_time", sa.Text(), nullable=False),
        sa.Column("said_mark", sa.String(length=64), nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("checked_why", sa.Text(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.CheckConstraint("result IN ('worked', 'partly', 'failed')", name=op.f("ck_toolkit_report_result")),
        sa.CheckConstraint(
            "state <> 'public' OR (consent AND checked_at IS NOT NULL)", name=op.f("ck_toolkit_report_public")
        ),
        sa.CheckConstraint("state IN ('waiting', 'public', 'inside')", name=op.f("ck_toolkit_report_state")),
        sa.CheckConstraint("length(sentence) BETWEEN 1 AND 300", name=op.f("ck_toolkit_report_sentence")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_toolkit_report_by_id_person")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_toolkit_report_checked_by_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["toolkit_item.id"], name=op.f("fk_toolkit_report_item_id_toolkit_item")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moment.id"], name=op.f("fk_toolkit_report_moment_id_moment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_toolkit_report_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toolkit_report")),
        sa.UniqueConstraint("by_id", "item_id", "said_mark", name=op.f("uq_toolkit_report_by_id_item_id_said_mark")),
        sa.UniqueConstraint("form_key", name=op.f("uq_toolkit_report_form_key")),
        sa.UniqueConstraint("moment_id", name=op.f("uq_toolkit_report_moment_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_toolkit_report_uid")),
    )
    op.create_index("ix_toolkit_report_by_id", "toolkit_report", ["by_id"])
    op.create_index("ix_toolkit_report_checked_by_id", "toolkit_report", ["checked_by_id"])
    op.create_index("ix_toolkit_report_item", "toolkit_report", ["item_id", "state", "id"])
    op.create_index("ix_toolkit_report_neighbourhood_id", "toolkit_report", ["neighbourhood_id"])
    op.create_index("ix_toolkit_report_state", "toolkit_report", ["state", "id"])

    for refused in REFUSED:
        _refuse(*refused)
    _roles((*ROLES, DESIGNER))
    if not _on_sqlite():  # this index is asked far more often than written: what waits in its list slows each search
        op.execute("ALTER INDEX search_text_words SET (fastupdate = off)")
        op.execute("SELECT gin_clean_pending_list('search_text_words')")


def downgrade() -> None:
    """Take them away, and what is found of them; who was a designer is that no more."""
    op.execute("DELETE FROM search_entry WHERE kind = 'toolkit'")
    if not _on_sqlite():
        op.execute("ALTER INDEX search_text_words RESET (fastupdate)")
    for name, _event, _table, _when in REFUSED:
        op.execute(f"DROP TRIGGER toolkit_{name}" if _on_sqlite() else f"DROP FUNCTION toolkit_{name}() CASCADE")
    op.drop_table("toolkit_report")
    op.drop_table("toolkit_version")
    op.drop_table("toolkit_suggestion")
    op.drop_table("toolkit_saved")
    op.drop_table("toolkit_relation")
    op.drop_table("toolkit_picture")
    op.drop_table("toolkit_item_theme")
    op.drop_table("toolkit_item_step")
    op.drop_table("toolkit_item_audience")
    op.drop_table("toolkit_draft")
    op.drop_table("toolkit_item")
    op.execute(sa.text("DELETE FROM access_grant WHERE role = :role").bindparams(role=DESIGNER))
    _roles(ROLES)


def _roles(roles: tuple[str, ...]) -> None:
    """Say which roles a grant may hold."""
    allowed = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("access_grant") as table:
        table.drop_constraint(op.f("ck_access_grant_role"), type_="check")
        table.create_check_constraint(op.f("ck_access_grant_role"), f"role IN ({allowed})")


def _refuse(name: str, event: str, table: str, when: str) -> None:
    """Let what was published stay as it was read, for reports and prints point at it; so do the pictures it shows.

    A picture may go with an item that nobody ever published. On PostgreSQL nobody empties these tables either.
    """
    words = "a version never changes" if table == VERSION else "a picture never changes"
    if _on_sqlite():
        body = f"SELECT RAISE(ABORT, '{words}');"
        op.execute(f"CREATE TRIGGER toolkit_{name} BEFORE {event} ON {table} WHEN {when} BEGIN {body} END")
        return
    no = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'"
    row = "OLD" if event == "DELETE" else "NEW"
    body = f"IF TG_OP = 'TRUNCATE' THEN {no}; END IF; IF {when} THEN {no}; END IF; RETURN {row};"
    function = f"toolkit_{name}()"
    op.execute(f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
    op.execute(f"CREATE TRIGGER toolkit_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}")
    if event == "DELETE":
        each = f"FOR EACH STATEMENT EXECUTE FUNCTION {function}"
        op.execute(f"CREATE TRIGGER toolkit_{name}_all BEFORE TRUNCATE ON {table} {each}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
