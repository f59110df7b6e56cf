"""What a facilitator asks people to prepare, what they bring, and experts who join one session by a link."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

LONGEST_INSTRUCTION = 1000
LONGEST_BROUGHT = 2000
LONGEST_ALT = 200
MOST_PHOTOS = 12
LONGEST_EXPERT = 80


class Prework(Base):
    """The assignment of a session: what to prepare, and until which day."""

    __tablename__ = "session_prework"
    __table_args__ = (
        CheckConstraint(f"length(instruction) BETWEEN 1 AND {LONGEST_INSTRUCTION}", name="instruction"),
        Index("ix_session_prework_by_id", "by_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    instruction: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    photos: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")


class PreworkAnswer(Base):
    """What somebody prepared, in words; one for each person and session."""

    __tablename__ = "prework_answer"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        CheckConstraint(f"length(text) <= {LONGEST_BROUGHT}", name="text"),
        Index("ix_prework_answer_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session_prework.session_id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    prework: Mapped[Prework] = relationship(lazy="raise_on_sql")


class PreworkPhoto(Base):
    """A photo somebody prepared, only with consent of who is on it, or of nobody (P-4); it stays in the circle."""

    __tablename__ = "prework_photo"
    __table_args__ = (
        CheckConstraint("consent", name="photo_with_consent"),
        Index("ix_prework_photo_answer_id", "answer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    answer_id: Mapped[int] = mapped_column(ForeignKey("prework_answer.id"))
    file: Mapped[str] = mapped_column(String(32))
    thumbnail: Mapped[str] = mapped_column(String(32))
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    consent: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=now)

    answer: Mapped[PreworkAnswer] = relationship(lazy="raise_on_sql")


class ExpertLink(Base):
    """A national expert looks at the programme of one session by a link; only its digest is kept."""

    __tablename__ = "session_expert_link"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name"),
        Index("ix_session_expert_link_session_id", "session_id"),
        Index("ix_session_expert_link_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_EXPERT))
    organisation: Mapped[str] = mapped_column(String(LONGEST_EXPERT), default="")
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")
