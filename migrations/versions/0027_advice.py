"""Keep advice: its two paths with their history, what was said, answered and done with it, and norms."""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0027_advice"
down_revision = "0026_who_wrote_attendance"
branch_labels = None
depends_on = None


STATES = (
    "new triage clarifying assigned accepted in_progress bundled referred withdrawn sent signal weighing draft"
    " not_offered offered second_reader response follow_up closed"
)
HAPPENED = (
    "moved forward_asked forward_refused forward_taken_back owner_changed reader_asked size_changed"
    " marked_confidential lifted_confidential"
)
SOURCES = "card_stands_still silence sessions_missed monitor insight visit policy asked_elsewhere"
#: What may follow what, as it was when these tables were made.
PATHS = {
    "asked": {
        "new": "assigned triage withdrawn",
        "triage": "assigned bundled clarifying referred withdrawn",
        "clarifying": "accepted assigned in_progress triage withdrawn",
        "assigned": "accepted bundled clarifying referred triage withdrawn",
        "accepted": "assigned bundled clarifying in_progress referred triage withdrawn",
        "in_progress": "assigned bundled clarifying referred second_reader sent triage withdrawn",
        "second_reader": "assigned in_progress sent triage withdrawn",
        "bundled": "assigned in_progress sent triage withdrawn",
        "sent": "closed follow_up in_progress response",
        "response": "closed follow_up in_progress",
        "follow_up": "closed",
        "referred": "closed",
    },
    "unasked": {
        "signal": "not_offered weighing",
        "weighing": "draft not_offered",
        "draft": "not_offered offered second_reader",
        "second_reader": "draft not_offered offered",
        "offered": "closed follow_up response",
        "response": "closed follow_up",
        "follow_up": "closed",
    },
}
PATH = " OR ".join(
    f"(direction = '{direction}' AND before = '{before}' AND after = '{after}')"
    for direction, path in PATHS.items()
    for before, following in path.items()
    for after in following.split()
)
TAKEN_AWAY = "(weggehaald)"
#: What the database refuses: a name, the event, its table, when, and in which words.
REFUSED = (
    (
        "event_fixed",
        "UPDATE OF advice_id, seq, previous, direction, happened, before, after, at",
        "advice_event",
        "1 = 1",
        "the history of advice never changes",
    ),
    ("event_kept", "DELETE", "advice_event", "1 = 1", "the history of advice never changes"),
    ("begins", "INSERT", "advice", "NEW.moves <> 0", "advice begins at its beginning"),
    (
        "led_to",
        "UPDATE OF state, moves",
        "advice",
        "NOT EXISTS (SELECT 1 FROM advice_event WHERE advice_id = NEW.id AND seq = NEW.moves AND after = NEW.state)",
        "no line of its history leads there",
    ),
    (
        "answer_fixed",
        "UPDATE OF advice_id, version, text, certainty, certainty_why, channel, sent_at",
        "advice_answer",
        f"OLD.sent_at IS NOT NULL AND NEW.text <> '{TAKEN_AWAY}'",
        "an answer that was sent never changes",
    ),
    ("answer_kept", "DELETE", "advice_answer", "OLD.sent_at IS NOT NULL", "an answer that was sent never changes"),
)


def upgrade() -> None:
    """Make the tables."""
    op.add_column("outbox_mail", sa.Column("reply_to", sa.String(length=254), nullable=True))
    _make_turnaround_norm()
    _make_advice()
    _make_advice_answer()
    _make_advice_assignment()
    _make_advice_event()
    _make_advice_followup()
    _make_advice_message()
    _make_advice_note()
    _make_advice_reader()
    _make_advice_reply_address()
    _make_advice_response()
    _make_advice_signal()
    _make_advice_deed()
    _make_advice_file()
    for refused in REFUSED:
        _refuse(*refused)


def downgrade() -> None:
    """Take the tables away."""
    for name, _event, table, _when, _words in REFUSED:
        on = "" if _on_sqlite() else f" ON {table}"
        op.execute(f"DROP TRIGGER advice_{name}{on}")
        if not _on_sqlite():
            op.execute(f"DROP FUNCTION advice_{name}()")
    op.drop_column("outbox_mail", "reply_to")
    for table in (
        "advice_file",
        "advice_deed",
        "advice_signal",
        "advice_response",
        "advice_reply_address",
        "advice_reader",
        "advice_note",
        "advice_message",
        "advice_followup",
        "advice_event",
        "advice_assignment",
        "advice_answer",
        "advice",
        "turnaround_norm",
    ):
        op.drop_table(table)


def _make_turnaround_norm() -> None:
    op.create_table(
        "turnaround_norm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.String(length=32), nullable=False),
        sa.Column("first_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("size IN ('short', 'tailored', 'strategic')", name=op.f("ck_turnaround_norm_size")),
        sa.CheckConstraint("answer_days BETWEEN first_days AND 250", name=op.f("ck_turnaround_norm_answer_days")),
        sa.CheckConstraint("first_days BETWEEN 1 AND 250", name=op.f("ck_turnaround_norm_first_days")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_turnaround_norm_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnaround_norm")),
        sa.UniqueConstraint("size", "valid_from", name=op.f("uq_turnaround_norm_size_valid_from")),
    )
    op.create_index("ix_turnaround_norm_by_id", "turnaround_norm", ["by_id"])


def _make_advice() -> None:
    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("requester_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("question_clear", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("clear_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("clear_confirmed_at", Moment(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("size", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("second_reader_id", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("sensitivity", sa.String(length=600), nullable=False),
        sa.Column(
            "state",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("first_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("used", sa.String(length=32), nullable=True),
        sa.Column("closed_as", sa.String(length=32), nullable=True),
        sa.Column("closed_why", sa.String(length=600), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.CheckConstraint("(direction = 'asked') = (length(question) > 0)", name=op.f("ck_advice_question")),
        sa.CheckConstraint("(state = 'closed') = (closed_as IS NOT NULL)", name=op.f("ck_advice_closed_somehow")),
        sa.CheckConstraint("channel IN ('web', 'mail', 'phone', 'visit', 'circle')", name=op.f("ck_advice_channel")),
        sa.CheckConstraint(
            "closed_as IN ('followed_up', 'no_answer', 'not_needed', 'referred')", name=op.f("ck_advice_closed_as")
        ),
        sa.CheckConstraint(
            "closed_as IS NULL OR closed_as = 'followed_up' OR length(closed_why) > 0",
            name=op.f("ck_advice_closed_why"),
        ),
        sa.CheckConstraint("direction = 'asked' OR requester_id IS NULL", name=op.f("ck_advice_asked_by_somebody")),
        sa.CheckConstraint("direction IN ('asked', 'unasked')", name=op.f("ck_advice_direction")),
        sa.CheckConstraint("moves > 0 OR state IN ('new', 'signal')", name=op.f("ck_advice_beginning")),
        sa.CheckConstraint("size IN ('short', 'tailored', 'strategic')", name=op.f("ck_advice_size")),
        sa.CheckConstraint(
            f"state IN ({_quoted(STATES)})",
            name=op.f("ck_advice_state"),
        ),
        sa.CheckConstraint("used IN ('yes', 'partly', 'no')", name=op.f("ck_advice_used")),
        sa.CheckConstraint("visibility IN ('neighbourhood', 'named')", name=op.f("ck_advice_visibility")),
        sa.CheckConstraint("answer_days > 0 AND first_days > 0", name=op.f("ck_advice_norm")),
        sa.CheckConstraint(
            "clear_confirmed_at IS NULL OR length(question_clear) > 0", name=op.f("ck_advice_confirmed")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_by_id_person")),
        sa.ForeignKeyConstraint(
            ["clear_confirmed_by_id"], ["person.id"], name=op.f("fk_advice_clear_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_advice_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_advice_owner_id_person")),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_advice_requester_id_person")),
        sa.ForeignKeyConstraint(["second_reader_id"], ["person.id"], name=op.f("fk_advice_second_reader_id_person")),
        sa.ForeignKeyConstraint(["theme_id"], ["programme_theme.id"], name=op.f("fk_advice_theme_id_programme_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("form_key", name=op.f("uq_advice_form_key")),
        sa.UniqueConstraint("id", "direction", name=op.f("uq_advice_id_direction")),
        sa.UniqueConstraint("number", name=op.f("uq_advice_number")),
    )
    op.create_index("ix_advice_by_id", "advice", ["by_id"])
    op.create_index("ix_advice_clear_confirmed_by_id", "advice", ["clear_confirmed_by_id"])
    op.create_index("ix_advice_neighbourhood_id", "advice", ["neighbourhood_id", "id"])
    op.create_index("ix_advice_owner_id", "advice", ["owner_id", "state", "due_on"])
    op.create_index("ix_advice_received_on", "advice", ["received_on"])
    op.create_index(
        "ix_advice_named",
        "advice",
        ["neighbourhood_id"],
        sqlite_where=sa.text("visibility = 'named'"),
        postgresql_where=sa.text("visibility = 'named'"),
    )
    op.create_index("ix_advice_requester_id", "advice", ["requester_id"])
    op.create_index("ix_advice_second_reader_id", "advice", ["second_reader_id", "state"])
    op.create_index("ix_advice_theme_id", "advice", ["theme_id", "id"])
    op.create_index("ix_advice_step_key", "advice", ["step_key", "id"])
    op.create_index("ix_advice_open", "advice", ["neighbourhood_id", "state", "due_on"])


def _make_advice_answer() -> None:
    op.create_table(
        "advice_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("certainty", sa.String(length=32), nullable=True),
        sa.Column("certainty_why", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.CheckConstraint("certainty IN ('firm', 'likely', 'estimate')", name=op.f("ck_advice_answer_certainty")),
        sa.CheckConstraint(
            "channel IN ('web', 'mail', 'phone', 'visit', 'circle')", name=op.f("ck_advice_answer_channel")
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) OR (approved_by_id IS NOT NULL)", name=op.f("ck_advice_answer_approved")
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> by_id", name=op.f("ck_advice_answer_read_by_another")
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR certainty IS NOT NULL", name=op.f("ck_advice_answer_sent_with_certainty")
        ),
        sa.CheckConstraint("sent_at IS NULL OR length(text) > 0", name=op.f("ck_advice_answer_text")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_answer_advice_id_advice")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_advice_answer_approved_by_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_answer_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_answer")),
        sa.UniqueConstraint("advice_id", "version", name=op.f("uq_advice_answer_advice_id_version")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_answer_uid")),
    )
    op.create_index("ix_advice_answer_approved_by_id", "advice_answer", ["approved_by_id"])
    op.create_index("ix_advice_answer_by_id", "advice_answer", ["by_id"])
    op.create_index(
        "uq_advice_answer_draft",
        "advice_answer",
        ["advice_id"],
        unique=True,
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )


def _make_advice_assignment() -> None:
    op.create_table(
        "advice_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("reply", sa.String(length=32), nullable=False),
        sa.Column("request", sa.String(length=600), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint("(reply = 'asked') = (answered_at IS NULL)", name=op.f("ck_advice_assignment_answered")),
        sa.CheckConstraint("part IN ('owner', 'reader')", name=op.f("ck_advice_assignment_part")),
        sa.CheckConstraint(
            "reply <> 'refused' OR length(reason) > 0", name=op.f("ck_advice_assignment_refused_with_a_reason")
        ),
        sa.CheckConstraint(
            "reply IN ('asked', 'accepted', 'refused', 'taken_back')", name=op.f("ck_advice_assignment_reply")
        ),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_assignment_advice_id_advice")),
        sa.ForeignKeyConstraint(["adviser_id"], ["person.id"], name=op.f("fk_advice_assignment_adviser_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_assignment_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_assignment")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_assignment_uid")),
    )
    op.create_index("ix_advice_assignment_advice_id", "advice_assignment", ["advice_id"])
    op.create_index("ix_advice_assignment_adviser_id", "advice_assignment", ["adviser_id", "reply"])
    op.create_index("ix_advice_assignment_by_id", "advice_assignment", ["by_id"])
    op.create_index(
        "uq_advice_assignment_open",
        "advice_assignment",
        ["advice_id", "part"],
        unique=True,
        sqlite_where=sa.text("reply = 'asked'"),
        postgresql_where=sa.text("reply = 'asked'"),
    )


def _make_advice_event() -> None:
    op.create_table(
        "advice_event",
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.Integer(), nullable=True),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column(
            "happened",
            sa.String(length=32),
            nullable=False,
        ),
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
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=600), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            f"(happened <> 'moved' AND before = after) OR (happened = 'moved' AND ({PATH}))",
            name=op.f("ck_advice_event_path"),
        ),
        sa.CheckConstraint(
            f"happened IN ({_quoted(HAPPENED)})",
            name=op.f("ck_advice_event_happened"),
        ),
        sa.CheckConstraint("seq > 1 OR before IN ('new', 'signal')", name=op.f("ck_advice_event_beginning")),
        sa.CheckConstraint("(seq = 1 AND previous IS NULL) OR previous = seq - 1", name=op.f("ck_advice_event_chain")),
        sa.ForeignKeyConstraint(
            ["advice_id", "direction"], ["advice.id", "advice.direction"], name=op.f("fk_advice_event_advice_id_advice")
        ),
        sa.ForeignKeyConstraint(
            ["advice_id", "previous", "before"],
            ["advice_event.advice_id", "advice_event.seq", "advice_event.after"],
            name="fk_advice_event_chain",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_event_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_event_person_id_person")),
        sa.PrimaryKeyConstraint("advice_id", "seq", name=op.f("pk_advice_event")),
        sa.UniqueConstraint("advice_id", "seq", "after", name=op.f("uq_advice_event_advice_id_seq_after")),
    )
    op.create_index("ix_advice_event_by_id", "advice_event", ["by_id"])
    op.create_index("ix_advice_event_chain", "advice_event", ["advice_id", "previous", "before"])
    op.create_index("ix_advice_event_direction", "advice_event", ["advice_id", "direction"])
    op.create_index("ix_advice_event_person_id", "advice_event", ["person_id"])


def _make_advice_followup() -> None:
    op.create_table(
        "advice_followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("used", sa.String(length=32), nullable=True),
        sa.Column("how", sa.String(length=32), nullable=True),
        sa.Column("why_not", sa.String(length=32), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "how IN ('details', 'priority', 'negotiating', 'weighing', 'explaining')",
            name=op.f("ck_advice_followup_how"),
        ),
        sa.CheckConstraint("how IS NULL OR used <> 'no'", name=op.f("ck_advice_followup_how_when_used")),
        sa.CheckConstraint("moment_id IS NULL OR changed = ''", name=op.f("ck_advice_followup_words_once")),
        sa.CheckConstraint("round IN ('six_weeks', 'six_months')", name=op.f("ck_advice_followup_round")),
        sa.CheckConstraint("used IN ('yes', 'partly', 'no')", name=op.f("ck_advice_followup_used")),
        sa.CheckConstraint(
            "why_not IN ('too_late', 'other_course', 'person_gone', 'does_not_fit', 'no_means')",
            name=op.f("ck_advice_followup_why_not"),
        ),
        sa.CheckConstraint("why_not IS NULL OR used <> 'yes'", name=op.f("ck_advice_followup_why_not_when_not_used")),
        sa.CheckConstraint("(used IS NULL) = (answered_at IS NULL)", name=op.f("ck_advice_followup_answered")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_followup_advice_id_advice")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_followup_by_id_person")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moment.id"], name=op.f("fk_advice_followup_moment_id_moment"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_followup")),
        sa.UniqueConstraint("advice_id", "round", name=op.f("uq_advice_followup_advice_id_round")),
    )
    op.create_index("ix_advice_followup_by_id", "advice_followup", ["by_id"])
    op.create_index("ix_advice_followup_due_on", "advice_followup", ["due_on", "asked_at"])
    op.create_index("ix_advice_followup_moment_id", "advice_followup", ["moment_id"])


def _make_advice_message() -> None:
    op.create_table(
        "advice_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('web', 'mail', 'phone', 'visit', 'circle')", name=op.f("ck_advice_message_channel")
        ),
        sa.CheckConstraint("kind IN ('message', 'clarified', 'understood')", name=op.f("ck_advice_message_kind")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 4000", name=op.f("ck_advice_message_text")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_message_advice_id_advice")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_message_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_message")),
        sa.UniqueConstraint("form_key", name=op.f("uq_advice_message_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_message_uid")),
    )
    op.create_index("ix_advice_message_advice_id", "advice_message", ["advice_id", "id"])
    op.create_index("ix_advice_message_by_id", "advice_message", ["by_id"])


def _make_advice_note() -> None:
    op.create_table(
        "advice_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 4000", name=op.f("ck_advice_note_text")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_note_advice_id_advice")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_note_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_note")),
        sa.UniqueConstraint("form_key", name=op.f("uq_advice_note_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_note_uid")),
    )
    op.create_index("ix_advice_note_advice_id", "advice_note", ["advice_id", "id"])
    op.create_index("ix_advice_note_by_id", "advice_note", ["by_id"])


def _make_advice_reader() -> None:
    op.create_table(
        "advice_reader",
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_reader_advice_id_advice")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_reader_person_id_person")),
        sa.PrimaryKeyConstraint("advice_id", "person_id", name=op.f("pk_advice_reader")),
    )
    op.create_index("ix_advice_reader_person_id", "advice_reader", ["person_id"])


def _make_advice_reply_address() -> None:
    op.create_table(
        "advice_reply_address",
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=16), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_reply_address_advice_id_advice")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_reply_address_person_id_person")),
        sa.PrimaryKeyConstraint("advice_id", "person_id", name=op.f("pk_advice_reply_address")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_advice_reply_address_token_digest")),
    )
    op.create_index("ix_advice_reply_address_person_id", "advice_reply_address", ["person_id"])


def _make_advice_response() -> None:
    op.create_table(
        "advice_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('take_over', 'partly', 'does_not_fit', 'later')", name=op.f("ck_advice_response_kind")
        ),
        sa.CheckConstraint("length(remark) <= 1000", name=op.f("ck_advice_response_remark")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_response_advice_id_advice")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_response_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_response")),
    )
    op.create_index("ix_advice_response_advice_id", "advice_response", ["advice_id", "id"])
    op.create_index("ix_advice_response_by_id", "advice_response", ["by_id"])


def _make_advice_signal() -> None:
    op.create_table(
        "advice_signal",
        sa.Column("advice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "source",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("why_now", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.CheckConstraint(
            f"source IN ({_quoted(SOURCES)})",
            name=op.f("ck_advice_signal_source"),
        ),
        sa.CheckConstraint(
            "length(observed) > 0 AND length(why_now) > 0", name=op.f("ck_advice_signal_observed_and_why_now")
        ),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_signal_advice_id_advice")),
        sa.PrimaryKeyConstraint("advice_id", name=op.f("pk_advice_signal")),
    )


def _make_advice_deed() -> None:
    op.create_table(
        "advice_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'practise') = (key = '')", name=op.f("ck_advice_deed_key")),
        sa.CheckConstraint(
            "kind IN ('item', 'module', 'step', 'insight', 'practise')", name=op.f("ck_advice_deed_kind")
        ),
        sa.CheckConstraint("length(label) > 0", name=op.f("ck_advice_deed_label")),
        sa.CheckConstraint("taken_by_id IS NULL OR taken_at IS NOT NULL", name=op.f("ck_advice_deed_taken")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["advice_answer.id"], name=op.f("fk_advice_deed_answer_id_advice_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_advice_deed_taken_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_deed")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_deed_uid")),
    )
    op.create_index("ix_advice_deed_answer_id", "advice_deed", ["answer_id", "position"])
    op.create_index("ix_advice_deed_kind", "advice_deed", ["kind", "key"])
    op.create_index("ix_advice_deed_taken_by_id", "advice_deed", ["taken_by_id"])


def _make_advice_file() -> None:
    op.create_table(
        "advice_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(transcript) <= 4000", name=op.f("ck_advice_file_transcript")),
        sa.CheckConstraint("media_type NOT LIKE 'image/%' OR consent", name=op.f("ck_advice_file_consent")),
        sa.CheckConstraint("message_id IS NULL OR answer_id IS NULL", name=op.f("ck_advice_file_belongs_to_one")),
        sa.CheckConstraint("size > 0", name=op.f("ck_advice_file_size")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_file_advice_id_advice")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["advice_answer.id"], name=op.f("fk_advice_file_answer_id_advice_answer")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_advice_file_by_id_person")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["advice_message.id"], name=op.f("fk_advice_file_message_id_advice_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_advice_file_uid")),
    )
    op.create_index("ix_advice_file_advice_id", "advice_file", ["advice_id", "id"])
    op.create_index("ix_advice_file_answer_id", "advice_file", ["answer_id"])
    op.create_index("ix_advice_file_by_id", "advice_file", ["by_id"])
    op.create_index("ix_advice_file_message_id", "advice_file", ["message_id"])


def _quoted(values: str) -> str:
    return ", ".join(f"'{value}'" for value in values.split())


def _refuse(name: str, event: str, table: str, when: str, words: str) -> None:
    """Let the database itself refuse an event."""
    if _on_sqlite():
        body = f"SELECT RAISE(ABORT, '{words}');"
        op.execute(f"CREATE TRIGGER advice_{name} BEFORE {event} ON {table} WHEN {when} BEGIN {body} END")
        return
    row = "OLD" if event == "DELETE" else "NEW"
    no = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {when} THEN {no}; END IF; RETURN {row}; END"
    op.execute(f"CREATE FUNCTION advice_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    op.execute(f"CREATE TRIGGER advice_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION advice_{name}()")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
