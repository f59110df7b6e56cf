"""Meetings, who is in them, polls for a date, feeds for calendars, and a calendar part of a mail."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0020_meetings"
down_revision = "0019_insight"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and room for an iCalendar message beside the text of a mail."""
    _make_meeting()
    _make_attendance_change()
    _make_attender()
    _make_date_poll()
    _make_meeting_move()
    _make_walk_in()
    _make_date_invite()
    _make_date_option()
    _make_date_vote()
    _make_calendar_feed()
    op.add_column("outbox_mail", sa.Column("calendar", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the tables away."""
    with op.batch_alter_table("outbox_mail") as batch:
        batch.drop_column("calendar")
    for table in (
        "calendar_feed",
        "date_vote",
        "date_option",
        "date_invite",
        "walk_in",
        "meeting_move",
        "date_poll",
        "attender",
        "attendance_change",
        "meeting",
    ):
        op.drop_table(table)


def _make_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("accessibility", sa.Text(), nullable=False),
        sa.Column("video_url", sa.String(length=500), nullable=False),
        sa.Column("dial_in", sa.String(length=200), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("sign_up_until", Moment(), nullable=True),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("last_in_line", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("tell_after", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.Column("cancelled_why", sa.String(length=200), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("(kind = 'circle') = (neighbourhood_id IS NULL)", name=op.f("ck_meeting_place_of_kind")),
        sa.CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_meeting_cancelled_at")),
        sa.CheckConstraint("kind IN ('team', 'training', 'circle')", name=op.f("ck_meeting_kind")),
        sa.CheckConstraint("mode IN ('on_site', 'online', 'hybrid')", name=op.f("ck_meeting_mode")),
        sa.CheckConstraint("state <> 'draft' OR tell_after IS NULL", name=op.f("ck_meeting_draft_tells_nobody")),
        sa.CheckConstraint("state IN ('draft', 'planned', 'cancelled', 'not_held')", name=op.f("ck_meeting_state")),
        sa.CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 500", name=op.f("ck_meeting_capacity")),
        sa.CheckConstraint("capacity IS NULL OR open_to_all", name=op.f("ck_meeting_capacity_of_open")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_it_began")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_meeting_title")),
        sa.CheckConstraint(
            "seats_taken >= 0 AND (capacity IS NULL OR seats_taken <= capacity)", name=op.f("ck_meeting_seats_taken")
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_meeting_sequence")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_meeting_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"], name=op.f("fk_meeting_organiser_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("form_key", name=op.f("uq_meeting_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    op.create_index("ix_meeting_neighbourhood_id", "meeting", ["neighbourhood_id", "starts_at"])
    op.create_index("ix_meeting_organiser_id", "meeting", ["organiser_id"])
    op.create_index("ix_meeting_starts_at", "meeting", ["starts_at", "id"])
    op.create_index("ix_meeting_tell_after", "meeting", ["tell_after"])


def _make_attendance_change() -> None:
    op.create_table(
        "attendance_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "before",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(why) > 0", name=op.f("ck_attendance_change_why")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_attendance_change_by_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_change_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_change")),
    )
    op.create_index("ix_attendance_change_meeting_id", "attendance_change", ["meeting_id"])
    op.create_index("ix_attendance_change_person_id", "attendance_change", ["person_id"])


def _make_attender() -> None:
    op.create_table(
        "attender",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column(
            "part",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answer_why", sa.String(length=200), nullable=False),
        sa.Column("replacement", sa.String(length=80), nullable=False),
        sa.Column(
            "attendance",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("attendance_at", Moment(), nullable=True),
        sa.Column("attendance_by_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("reminded_for", Moment(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.CheckConstraint(
            "(attendance = 'unknown') = (attendance_at IS NULL)", name=op.f("ck_attender_attendance_at")
        ),
        sa.CheckConstraint("answer = 'none' OR part = 'expected'", name=op.f("ck_attender_answer_of_expected")),
        sa.CheckConstraint("answer IN ('none', 'cannot', 'replaced')", name=op.f("ck_attender_answer")),
        sa.CheckConstraint(
            "attendance IN ('unknown', 'here', 'online', 'absent')", name=op.f("ck_attender_attendance")
        ),
        sa.CheckConstraint(
            "part IN ('expected', 'seat', 'waiting', 'left', 'walked_in')", name=op.f("ck_attender_part")
        ),
        sa.ForeignKeyConstraint(["attendance_by_id"], ["person.id"], name=op.f("fk_attender_attendance_by_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attender_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_attender_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attender_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_attender")),
    )
    op.create_index("ix_attender_neighbourhood_id", "attender", ["neighbourhood_id"])
    op.create_index("ix_attender_number", "attender", ["meeting_id", "number"], unique=True)
    op.create_index("ix_attender_person_id", "attender", ["person_id"])


def _make_date_poll() -> None:
    op.create_table(
        "date_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("host", sa.String(length=40), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("deadline", Moment(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_why", sa.String(length=20), nullable=False),
        sa.Column("complete_told_at", Moment(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("(kind = 'circle') = (neighbourhood_id IS NULL)", name=op.f("ck_date_poll_place_of_kind")),
        sa.CheckConstraint("(state = 'chosen') = (meeting_id IS NOT NULL)", name=op.f("ck_date_poll_chosen")),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_date_poll_closed_at")),
        sa.CheckConstraint("closed_why IN ('', 'deadline', 'given_up')", name=op.f("ck_date_poll_closed_why")),
        sa.CheckConstraint("kind IN ('team', 'training', 'circle')", name=op.f("ck_date_poll_kind")),
        sa.CheckConstraint("state IN ('open', 'chosen', 'closed')", name=op.f("ck_date_poll_state")),
        sa.CheckConstraint("(neighbourhood_id IS NULL) <> (host IS NULL)", name=op.f("ck_date_poll_one_place")),
        sa.CheckConstraint("minutes BETWEEN 15 AND 600", name=op.f("ck_date_poll_minutes")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_date_poll_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_date_poll_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"], name=op.f("fk_date_poll_organiser_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_poll")),
        sa.UniqueConstraint("form_key", name=op.f("uq_date_poll_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_date_poll_uid")),
    )
    op.create_index("ix_date_poll_host", "date_poll", ["host"])
    op.create_index("ix_date_poll_meeting_id", "date_poll", ["meeting_id"])
    op.create_index("ix_date_poll_neighbourhood_id", "date_poll", ["neighbourhood_id"])
    op.create_index("ix_date_poll_organiser_id", "date_poll", ["organiser_id"])
    op.create_index("ix_date_poll_closed_at", "date_poll", ["closed_at"])
    op.create_index("ix_date_poll_state", "date_poll", ["state", "deadline"])


def _make_meeting_move() -> None:
    op.create_table(
        "meeting_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("old_starts_at", Moment(), nullable=False),
        sa.Column("old_ends_at", Moment(), nullable=False),
        sa.Column("old_place", sa.String(length=200), nullable=False),
        sa.Column("new_starts_at", Moment(), nullable=False),
        sa.Column("new_ends_at", Moment(), nullable=False),
        sa.Column("new_place", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_meeting_move_by_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_move_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_move")),
    )
    op.create_index("ix_meeting_move_meeting_id", "meeting_move", ["meeting_id"])


def _make_walk_in() -> None:
    op.create_table(
        "walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_walk_in_name")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_walk_in_by_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_walk_in_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_walk_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
        sa.UniqueConstraint("uid", name=op.f("uq_walk_in_uid")),
    )
    op.create_index("ix_walk_in_meeting_id", "walk_in", ["meeting_id"])
    op.create_index("ix_walk_in_person_id", "walk_in", ["person_id"])


def _make_date_invite() -> None:
    op.create_table(
        "date_invite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.CheckConstraint("(address IS NULL) = (name = '')", name=op.f("ck_date_invite_guest_has_a_name")),
        sa.CheckConstraint("(person_id IS NULL) <> (address IS NULL)", name=op.f("ck_date_invite_person_or_guest")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_date_invite_person_id_person")),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name=op.f("fk_date_invite_poll_id_date_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_invite")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_date_invite_token_digest")),
        sa.UniqueConstraint("uid", name=op.f("uq_date_invite_uid")),
    )
    op.create_index("ix_date_invite_person_id", "date_invite", ["person_id"])
    op.create_index("uq_date_invite_address", "date_invite", ["poll_id", "address"], unique=True)
    op.create_index("uq_date_invite_person_id", "date_invite", ["poll_id", "person_id"], unique=True)


def _make_date_option() -> None:
    op.create_table(
        "date_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name=op.f("fk_date_option_poll_id_date_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_option")),
        sa.UniqueConstraint("uid", name=op.f("uq_date_option_uid")),
    )
    op.create_index("uq_date_option_starts_at", "date_option", ["poll_id", "starts_at"], unique=True)


def _make_date_vote() -> None:
    op.create_table(
        "date_vote",
        sa.Column("invite_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("option_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vote", sa.String(length=32), nullable=False),
        sa.CheckConstraint("vote IN ('yes', 'if_need_be', 'no')", name=op.f("ck_date_vote_vote")),
        sa.ForeignKeyConstraint(["invite_id"], ["date_invite.id"], name=op.f("fk_date_vote_invite_id_date_invite")),
        sa.ForeignKeyConstraint(["option_id"], ["date_option.id"], name=op.f("fk_date_vote_option_id_date_option")),
        sa.PrimaryKeyConstraint("invite_id", "option_id", name=op.f("pk_date_vote")),
    )
    op.create_index("ix_date_vote_option_id", "date_vote", ["option_id"])


def _make_calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=40), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("token_kept", sa.String(length=255), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_feed_token_digest")),
    )
    op.create_index("ix_calendar_feed_person_id", "calendar_feed", ["person_id"])
    op.create_index(
        "uq_calendar_feed_personal",
        "calendar_feed",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL AND host IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL AND host IS NULL"),
    )
