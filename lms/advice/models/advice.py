"""One piece of advice and its history: asked by a neighbourhood, or offered to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import (
    AdviceSize,
    Channel,
    ClosedAs,
    Direction,
    Happened,
    Part,
    Reply,
    SignalSource,
    State,
    Used,
    Visibility,
)
from lms.advice.models.path import BEGINNING, steps
from lms.kernel.chance import new_digits, new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import CardStep, Neighbourhood, Theme
from lms.programme.models.programmes import KEY

NUMBER_LENGTH = 8
LONGEST_TITLE, LONGEST_QUESTION, LONGEST_CLEAR = 200, 4000, 600
LONGEST_REASON, LONGEST_DETAIL = 600, 600
STILL_OPEN = text("reply = 'asked'")
CONFIDENTIAL = text("visibility = 'named'")
#: Where a path begins is written before there is any history.
_BEGINS = quoted(tuple(BEGINNING.values()))
_PATH = " OR ".join(f"(direction = '{a}' AND before = '{b}' AND after = '{c}')" for a, b, c in steps())


class Advice(Base):
    """A question and its answer, or advice nobody asked for, in one neighbourhood.

    The state follows the history: the database refuses one that no line of :class:`AdviceEvent` leads to. ``title`` is
    what it is called in lists: the clarified question, or the first sentence; ``words`` are the stems by which
    other advice is found to be like it. ``owner`` answers; nobody is owner while
    it waits for the coordinator to find an adviser. ``first_days`` and ``answer_days`` are of the norm that held when
    the question came, or when its size changed; ``first_on`` and ``due_on`` are the last days to take it up and to
    answer, kept from the clock, without a pause that is running.
    """

    __tablename__ = "advice"
    __table_args__ = (
        CheckConstraint(f"direction IN ({quoted(tuple(Direction))})", name="direction"),
        CheckConstraint(f"state IN ({quoted(tuple(State))})", name="state"),
        CheckConstraint(f"moves > 0 OR state IN ({_BEGINS})", name="beginning"),
        CheckConstraint(f"size IN ({quoted(tuple(AdviceSize))})", name="size"),
        CheckConstraint(f"channel IN ({quoted(tuple(Channel))})", name="channel"),
        CheckConstraint(f"visibility IN ({quoted(tuple(Visibility))})", name="visibility"),
        CheckConstraint(f"closed_as IN ({quoted(tuple(ClosedAs))})", name="closed_as"),
        CheckConstraint(f"used IN ({quoted(tuple(Used))})", name="used"),
        CheckConstraint("(state = 'closed') = (closed_as IS NOT NULL)", name="closed_somehow"),
        CheckConstraint("closed_as IS NULL OR closed_as = 'followed_up' OR length(closed_why) > 0", name="closed_why"),
        CheckConstraint("(direction = 'asked') = (length(question) > 0)", name="question"),
        CheckConstraint("direction = 'asked' OR requester_id IS NULL", name="asked_by_somebody"),
        CheckConstraint("clear_confirmed_at IS NULL OR length(question_clear) > 0", name="confirmed"),
        CheckConstraint("answer_days > 0 AND first_days > 0", name="norm"),
        UniqueConstraint("id", "direction"),
        Index("ix_advice_neighbourhood_id", "neighbourhood_id", "id"),
        Index("ix_advice_owner_id", "owner_id", "state", "due_on"),
        Index("ix_advice_requester_id", "requester_id"),
        Index("ix_advice_by_id", "by_id"),
        Index("ix_advice_second_reader_id", "second_reader_id", "state"),
        Index("ix_advice_clear_confirmed_by_id", "clear_confirmed_by_id"),
        Index("ix_advice_theme_id", "theme_id", "id"),
        Index("ix_advice_step_key", "step_key", "id"),
        Index("ix_advice_open", "neighbourhood_id", "state", "due_on"),
        Index("ix_advice_received_on", "received_on"),
        Index("ix_advice_named", "neighbourhood_id", sqlite_where=CONFIDENTIAL, postgresql_where=CONFIDENTIAL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(NUMBER_LENGTH), unique=True, default=lambda: new_digits(NUMBER_LENGTH))
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    direction: Mapped[Direction] = mapped_column(stored_enum(Direction))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel), default=Channel.WEB)
    received_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    question: Mapped[str] = mapped_column(Text, default="")
    question_clear: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    clear_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    clear_confirmed_at: Mapped[datetime | None]
    decide_by: Mapped[date | None]
    size: Mapped[AdviceSize] = mapped_column(stored_enum(AdviceSize), default=AdviceSize.TAILORED)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    step_key: Mapped[str | None] = mapped_column(KEY)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    visibility: Mapped[Visibility] = mapped_column(stored_enum(Visibility), default=Visibility.NEIGHBOURHOOD)
    sensitivity: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    state: Mapped[State] = mapped_column(stored_enum(State))
    moves: Mapped[int] = mapped_column(default=0)
    first_days: Mapped[int]
    answer_days: Mapped[int]
    first_on: Mapped[date]
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    used: Mapped[Used | None] = mapped_column(stored_enum(Used))
    closed_as: Mapped[ClosedAs | None] = mapped_column(stored_enum(ClosedAs))
    closed_why: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    step: Mapped[CardStep | None] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin=lambda: and_(
            foreign(Advice.step_key) == CardStep.key,
            CardStep.card_version_id
            == select(Neighbourhood.card_version_id)
            .where(Neighbourhood.id == Advice.neighbourhood_id)
            .correlate(Advice)
            .scalar_subquery(),
        ),
    )
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    requester: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[requester_id])
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    second_reader: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[second_reader_id])
    answers: Mapped[list[Any]] = relationship(
        "AdviceAnswer", lazy="raise_on_sql", viewonly=True, order_by="AdviceAnswer.version.desc()"
    )
    consents: Mapped[list[Any]] = relationship(
        "AnswerConsent", lazy="raise_on_sql", viewonly=True, order_by="AnswerConsent.answer_id"
    )


class AdviceEvent(Base):
    """A line of the history: a step on the path, or something beside it; never changed, and never gone by itself.

    The lines of one piece of advice are a chain: each begins where the one before it ended (``seq``), and a step is one
    of the path. ``detail`` is a short reason in words for the people who may read the advice.
    """

    __tablename__ = "advice_event"
    __table_args__ = (
        ForeignKeyConstraint(["advice_id", "direction"], ["advice.id", "advice.direction"]),
        ForeignKeyConstraint(
            ["advice_id", "previous", "before"],
            ["advice_event.advice_id", "advice_event.seq", "advice_event.after"],
            name="fk_advice_event_chain",
        ),
        UniqueConstraint("advice_id", "seq", "after"),
        CheckConstraint(f"happened IN ({quoted(tuple(Happened))})", name="happened"),
        CheckConstraint("(seq = 1 AND previous IS NULL) OR previous = seq - 1", name="chain"),
        CheckConstraint(f"seq > 1 OR before IN ({_BEGINS})", name="beginning"),
        CheckConstraint(f"(happened <> 'moved' AND before = after) OR (happened = 'moved' AND ({_PATH}))", name="path"),
        Index("ix_advice_event_by_id", "by_id"),
        Index("ix_advice_event_person_id", "person_id"),
        Index("ix_advice_event_direction", "advice_id", "direction"),
        Index("ix_advice_event_chain", "advice_id", "previous", "before"),
    )

    advice_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[int | None]
    direction: Mapped[Direction] = mapped_column(stored_enum(Direction))
    happened: Mapped[Happened] = mapped_column(stored_enum(Happened), default=Happened.MOVED)
    before: Mapped[State] = mapped_column(stored_enum(State))
    after: Mapped[State] = mapped_column(stored_enum(State))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    detail: Mapped[str] = mapped_column(String(LONGEST_DETAIL), default="")
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])


class AdviceSignal(Base):
    """Why an adviser thinks of unasked advice: what they saw, why now, and what it may bring."""

    __tablename__ = "advice_signal"
    __table_args__ = (
        CheckConstraint(f"source IN ({quoted(tuple(SignalSource))})", name="source"),
        CheckConstraint("length(observed) > 0 AND length(why_now) > 0", name="observed_and_why_now"),
    )

    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), primary_key=True, autoincrement=False)
    source: Mapped[SignalSource] = mapped_column(stored_enum(SignalSource))
    observed: Mapped[str] = mapped_column(Text)
    why_now: Mapped[str] = mapped_column(Text)
    benefit: Mapped[str] = mapped_column(Text, default="")


class AdviceAssignment(Base):
    """Another adviser is asked to answer instead, or to read along; they say yes, or no with a reason."""

    __tablename__ = "advice_assignment"
    __table_args__ = (
        CheckConstraint(f"part IN ({quoted(tuple(Part))})", name="part"),
        CheckConstraint(f"reply IN ({quoted(tuple(Reply))})", name="reply"),
        CheckConstraint("(reply = 'asked') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("reply <> 'refused' OR length(reason) > 0", name="refused_with_a_reason"),
        Index(
            "uq_advice_assignment_open",
            "advice_id",
            "part",
            unique=True,
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        Index("ix_advice_assignment_adviser_id", "adviser_id", "reply"),
        Index("ix_advice_assignment_advice_id", "advice_id"),
        Index("ix_advice_assignment_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    adviser_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    part: Mapped[Part] = mapped_column(stored_enum(Part))
    reply: Mapped[Reply] = mapped_column(stored_enum(Reply), default=Reply.ASKED)
    request: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]

    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")
    adviser: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[adviser_id])
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class AdviceReader(Base):
    """Somebody is named as a reader of confidential advice."""

    __tablename__ = "advice_reader"
    __table_args__ = (Index("ix_advice_reader_person_id", "person_id"),)

    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
