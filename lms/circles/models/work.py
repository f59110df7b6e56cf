"""What comes of a session: agreements and how they go, decisions, notes with every earlier text, and the card round."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import AgreementState
from lms.circles.models.agenda import LONGEST_WHY, AgendaItem
from lms.circles.models.circles import Circle
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import Neighbourhood, Theme
from lms.programme.models.programmes import KEY

LONGEST_AGREEMENT = 200
LONGEST_REMARK = 500
LONGEST_DECISION = 500
LONGEST_NOTE = 10_000
SHARED = text("is_shared_focus")
OF_SESSION = text("item_id IS NULL")
RUNNING = text("ended_at IS NULL")
CLOSED = (AgreementState.DONE, AgreementState.DROPPED)


class CircleAgreement(Base):
    """Who does what by when. It stays with its circle until it is done or dropped, and is never copied.

    ``form_key`` comes from the form, so that what a phone sends twice is one agreement. No owner means that somebody
    must be chosen. ``born_in`` is the session where it was made; of those one at most is the focus of everybody.
    """

    __tablename__ = "circle_agreement"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(AgreementState))})", name="state"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint("(state = 'stuck') = (length(stuck_why) > 0)", name="stuck_says_why"),
        CheckConstraint(f"(state IN ({quoted(CLOSED)})) = (closed_at IS NOT NULL)", name="closed_at"),
        Index("uq_circle_agreement_focus", "born_in_id", unique=True, sqlite_where=SHARED, postgresql_where=SHARED),
        Index("ix_circle_agreement_circle_id", "circle_id", "state", "due_on"),
        Index("ix_circle_agreement_owner_id", "owner_id", "state", "due_on"),
        Index("ix_circle_agreement_neighbourhood_id", "neighbourhood_id"),
        Index("ix_circle_agreement_theme_id", "theme_id"),
        Index("ix_circle_agreement_born_in_id", "born_in_id"),
        Index("ix_circle_agreement_item_id", "item_id"),
        Index("ix_circle_agreement_done_in_id", "done_in_id"),
        Index("ix_circle_agreement_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_AGREEMENT))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    due_on: Mapped[date]
    state: Mapped[AgreementState] = mapped_column(stored_enum(AgreementState), default=AgreementState.OPEN)
    stuck_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    born_in_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    done_in_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    is_shared_focus: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    born_in: Mapped[CircleSession | None] = relationship(lazy="raise_on_sql", foreign_keys=[born_in_id])

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state not in CLOSED


class AgreementReview(Base):
    """At a session people looked back on an agreement; ``state_then`` is how far it was."""

    __tablename__ = "agreement_review"
    __table_args__ = (
        CheckConstraint(f"state_then IN ({quoted(tuple(AgreementState))})", name="state_then"),
        CheckConstraint(f"length(remark) <= {LONGEST_REMARK}", name="remark"),
        Index("ix_agreement_review_agreement_id", "agreement_id"),
        Index("ix_agreement_review_by_id", "by_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("circle_agreement.id"), primary_key=True, autoincrement=False)
    state_then: Mapped[AgreementState] = mapped_column(stored_enum(AgreementState))
    remark: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class CircleDecision(Base):
    """What a circle decided; from ``review_on`` it comes back at the next session, until an ``outcome`` is said."""

    __tablename__ = "circle_decision"
    __table_args__ = (
        CheckConstraint("length(text) > 0", name="text"),
        CheckConstraint("(looked_back_in_id IS NULL) = (length(outcome) = 0)", name="outcome"),
        Index("ix_circle_decision_circle_id", "circle_id", "review_on"),
        Index("ix_circle_decision_session_id", "session_id"),
        Index("ix_circle_decision_item_id", "item_id"),
        Index("ix_circle_decision_looked_back_in_id", "looked_back_in_id"),
        Index("ix_circle_decision_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    text: Mapped[str] = mapped_column(String(LONGEST_DECISION))
    review_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(LONGEST_REMARK), default="")
    looked_back_in_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql", foreign_keys=[session_id])


class SessionNote(Base):
    """A note of a whole session, or of one item of its agenda. ``number`` is that of the text that holds now."""

    __tablename__ = "session_note"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        Index("uq_session_note_item", "session_id", "item_id", unique=True),
        Index("uq_session_note_whole", "session_id", unique=True, sqlite_where=OF_SESSION, postgresql_where=OF_SESSION),
        Index("ix_session_note_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    number: Mapped[int] = mapped_column(default=1)

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql")


class NoteRevision(Base):
    """One text of a note; never changed. ``restored`` is the number of the older text it put back."""

    __tablename__ = "note_revision"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(f"length(text) <= {LONGEST_NOTE}", name="text"),
        Index("ix_note_revision_by_id", "by_id"),
    )

    note_id: Mapped[int] = mapped_column(ForeignKey("session_note.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    restored: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class SessionPulse(Base):
    """How often something changed in a session that others must see; screens ask whether theirs is old."""

    __tablename__ = "session_pulse"

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(default=0)


class ItemRun(Base):
    """An item of the agenda was what everybody did, from when to when; one at a time in a session."""

    __tablename__ = "item_run"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="ends_after_it_began"),
        Index("uq_item_run_open", "session_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_item_run_session_id", "session_id"),
        Index("ix_item_run_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    began_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class RoundLine(Base):
    """What a neighbourhood said of its step in the round of a session. ``progress`` is what the card keeps of it."""

    __tablename__ = "round_line"
    __table_args__ = (
        ForeignKeyConstraint(["card_version_id", "step_key"], ["card_step.card_version_id", "card_step.key"]),
        UniqueConstraint("progress_id"),
        CheckConstraint(f"status IN ({quoted(tuple(StepStatus))})", name="status"),
        CheckConstraint(f"fit IS NULL OR fit IN ({quoted(tuple(Fit))})", name="fit"),
        CheckConstraint(f"length(remark) <= {LONGEST_REMARK}", name="remark"),
        Index("ix_round_line_neighbourhood_id", "neighbourhood_id"),
        Index("ix_round_line_step", "card_version_id", "step_key"),
        Index("ix_round_line_by_id", "by_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), primary_key=True, autoincrement=False)
    card_version_id: Mapped[int]
    step_key: Mapped[str] = mapped_column(KEY)
    status: Mapped[StepStatus] = mapped_column(stored_enum(StepStatus))
    fit: Mapped[Fit | None] = mapped_column(stored_enum(Fit))
    remark: Mapped[str] = mapped_column(Text, default="")
    progress_id: Mapped[int | None] = mapped_column(ForeignKey("step_progress.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
