"""Learning circles: who is in them, their series and sessions, and the agenda; and the rights that go with them."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0022_circles"
down_revision = "0021_live_parts"
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
    "designer",
)
IN_CIRCLES = ("circle_member", "circle_guest")


def upgrade() -> None:
    """Make the tables, and let people be in a circle by a right of their own."""
    _roles((*ROLES, *IN_CIRCLES))
    _circle()
    _circle_rules()
    _circle_series()
    _circle_member()
    _circle_session()
    _agenda_item()


def downgrade() -> None:
    """Take the tables away, with the rights in circles and the meetings that nobody hosts any more."""
    for table in ("agenda_item", "circle_session", "circle_member", "circle_series", "circle_rules", "circle"):
        op.drop_table(table)
    theirs = "SELECT id FROM meeting WHERE kind = 'circle'"
    for table in ("attendance_change", "attender", "meeting_move", "walk_in"):
        op.execute(f"DELETE FROM {table} WHERE meeting_id IN ({theirs})")  # noqa: S608 -- names of our own
    polls = "SELECT id FROM date_poll WHERE kind = 'circle'"
    op.execute(f"DELETE FROM date_vote WHERE invite_id IN (SELECT id FROM date_invite WHERE poll_id IN ({polls}))")  # noqa: S608
    for table in ("date_invite", "date_option"):
        op.execute(f"DELETE FROM {table} WHERE poll_id IN ({polls})")  # noqa: S608 -- names of our own
    op.execute("DELETE FROM date_poll WHERE kind = 'circle'")
    op.execute("DELETE FROM meeting WHERE kind = 'circle'")
    op.execute("DELETE FROM access_grant WHERE scope_kind = 'circle' OR role IN ('circle_member', 'circle_guest')")
    op.execute("DELETE FROM path_audience WHERE role IN ('circle_member', 'circle_guest')")
    _roles(ROLES)


def _roles(roles: tuple[str, ...]) -> None:
    """Say which roles a grant may hold, and people with which roles a path may be for."""
    allowed = ", ".join(f"'{role}'" for role in roles)
    for name in ("access_grant", "path_audience"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_role"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_role"), f"role IN ({allowed})")


def _circle() -> None:
    op.create_table(
        "circle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("script", sa.String(length=64), nullable=False),
        sa.Column("rules_number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('running', 'closed')", name=op.f("ck_circle_state")),
        sa.CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 60", name=op.f("ck_circle_capacity")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_circle_name")),
        sa.CheckConstraint("rules_number >= 0", name=op.f("ck_circle_rules_number")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_by_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_circle_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("form_key", name=op.f("uq_circle_form_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_circle_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_uid")),
    )
    op.create_index("ix_circle_by_id", "circle", ["by_id"])
    op.create_index("ix_circle_programme_id", "circle", ["programme_id", "name"])


def _circle_rules() -> None:
    op.create_table(
        "circle_rules",
        sa.Column("circle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_circle_rules_text")),
        sa.CheckConstraint("number > 0", name=op.f("ck_circle_rules_number")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_rules_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_rules_circle_id_circle")),
        sa.PrimaryKeyConstraint("circle_id", "number", name=op.f("pk_circle_rules")),
    )
    op.create_index("ix_circle_rules_by_id", "circle_rules", ["by_id"])


def _circle_series() -> None:
    op.create_table(
        "circle_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("arc", sa.Text(), nullable=False),
        sa.Column("planned_count", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_circle_series_title")),
        sa.CheckConstraint("planned_count BETWEEN 1 AND 20", name=op.f("ck_circle_series_planned_count")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_series_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_series_circle_id_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_series")),
        sa.UniqueConstraint("form_key", name=op.f("uq_circle_series_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_series_uid")),
    )
    op.create_index("ix_circle_series_by_id", "circle_series", ["by_id"])
    op.create_index("ix_circle_series_circle_id", "circle_series", ["circle_id"])


def _circle_member() -> None:
    op.create_table(
        "circle_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("rules_number", sa.Integer(), nullable=True),
        sa.Column("rules_at", Moment(), nullable=True),
        sa.Column("own_goal", sa.Text(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('participant', 'facilitator', 'guest', 'researcher')", name=op.f("ck_circle_member_role")
        ),
        sa.CheckConstraint("(rules_number IS NULL) = (rules_at IS NULL)", name=op.f("ck_circle_member_rules_at")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_circle_member_ends_after_it_began")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_circle_member_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_member_circle_id_circle")),
        sa.ForeignKeyConstraint(["grant_id"], ["access_grant.id"], name=op.f("fk_circle_member_grant_id_access_grant")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_circle_member_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_circle_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_member")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_member_uid")),
    )
    _circle_member_indexes()


def _circle_member_indexes() -> None:
    op.create_index("ix_circle_member_by_id", "circle_member", ["by_id"])
    op.create_index("ix_circle_member_grant_id", "circle_member", ["grant_id"])
    op.create_index("ix_circle_member_neighbourhood_id", "circle_member", ["neighbourhood_id"])
    op.create_index("ix_circle_member_person_id", "circle_member", ["person_id"])
    op.create_index(
        "uq_circle_member_open",
        "circle_member",
        ["circle_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _circle_session() -> None:
    op.create_table(
        "circle_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=50), nullable=False),
        sa.Column("script", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "stage IN ('before', 'running', 'wrapping_up', 'final')", name=op.f("ck_circle_session_stage")
        ),
        sa.CheckConstraint("length(subject) > 0", name=op.f("ck_circle_session_subject")),
        sa.CheckConstraint("number > 0", name=op.f("ck_circle_session_number")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_session_circle_id_circle")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_circle_session_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["circle_series.id"], name=op.f("fk_circle_session_series_id_circle_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_session")),
        sa.UniqueConstraint("circle_id", "number", name=op.f("uq_circle_session_circle_id_number")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_circle_session_meeting_id")),
    )
    op.create_index("ix_circle_session_series_id", "circle_session", ["series_id"])


def _agenda_item() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("method_id", sa.Integer(), nullable=True),
        sa.Column("method_number", sa.Integer(), nullable=True),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'theme' OR minutes > 0 OR length(why) > 0", name=op.f("ck_agenda_item_no_time_says_why")
        ),
        sa.CheckConstraint("kind <> 'theme' OR theme_id IS NOT NULL", name=op.f("ck_agenda_item_theme_of_theme")),
        sa.CheckConstraint("kind <> 'trial' OR method_id IS NOT NULL", name=op.f("ck_agenda_item_trial_of_method")),
        sa.CheckConstraint(
            "kind IN ('welcome', 'look_back', 'card_round', 'theme', 'consultation', 'deepening', "
            "'trial', 'visit', 'break', 'closing', 'other')",
            name=op.f("ck_agenda_item_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'planned', 'discussed', 'carried_over', 'dropped')",
            name=op.f("ck_agenda_item_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('carried_over', 'dropped') OR length(why) > 0", name=op.f("ck_agenda_item_left_says_why")
        ),
        sa.CheckConstraint("(method_id IS NULL) = (method_number IS NULL)", name=op.f("ck_agenda_item_method_version")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_agenda_item_title")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 240", name=op.f("ck_agenda_item_minutes")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agenda_item_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_agenda_item_circle_id_circle")),
        sa.ForeignKeyConstraint(
            ["method_id", "method_number"],
            ["toolkit_version.item_id", "toolkit_version.number"],
            name=op.f("fk_agenda_item_method_id_toolkit_version"),
        ),
        sa.ForeignKeyConstraint(["origin_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_origin_id_agenda_item")),
        sa.ForeignKeyConstraint(["presenter_id"], ["person.id"], name=op.f("fk_agenda_item_presenter_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["circle_session.id"], name=op.f("fk_agenda_item_session_id_circle_session")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["programme_theme.id"], name=op.f("fk_agenda_item_theme_id_programme_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_agenda_item_uid")),
    )
    op.create_index("ix_agenda_item_by_id", "agenda_item", ["by_id"])
    op.create_index("ix_agenda_item_circle_id", "agenda_item", ["circle_id", "session_id"])
    op.create_index("ix_agenda_item_method_id", "agenda_item", ["method_id", "method_number"])
    op.create_index("ix_agenda_item_origin_id", "agenda_item", ["origin_id"])
    op.create_index("ix_agenda_item_presenter_id", "agenda_item", ["presenter_id"])
    op.create_index("ix_agenda_item_session_id", "agenda_item", ["session_id", "position"])
    op.create_index("ix_agenda_item_theme_id", "agenda_item", ["theme_id"])
    op.create_index(
        "uq_agenda_item_trial",
        "agenda_item",
        ["session_id", "method_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'trial'"),
        postgresql_where=sa.text("kind = 'trial'"),
    )
