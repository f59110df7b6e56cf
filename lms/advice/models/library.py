"""What advisers share: public answers without a trace of place or person, and good examples with their source."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import GoodKind
from lms.advice.models.advice import LONGEST_TITLE, Advice
from lms.advice.models.bundles import StrategicBundle
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import Base
from lms.programme.models import Programme, Theme
from lms.programme.models.programmes import KEY

#: The address of a public answer begins so while it is no page yet, and when it was taken off.
MAKING = "concept-"


class PublicAnswer(Base):
    """An answer for everybody, written anew; published with every asker's yes, a tick and a second reader.

    ``asked`` is by how many neighbourhoods the question was asked. Taken off, it has no words left. ``serial`` counts
    the changes of its words: a yes is to the words somebody read. ``reader_id`` is who was asked to read these words.
    """

    __tablename__ = "public_answer"
    __table_args__ = (
        CheckConstraint("published_at IS NULL OR unrecognisable", name="unrecognisable"),
        CheckConstraint("published_at IS NULL OR approved_by_id IS NOT NULL", name="second_reader"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> by_id", name="read_by_another"),
        CheckConstraint("reader_id IS NULL OR reader_id <> by_id", name="asked_another"),
        CheckConstraint("asked > 0", name="asked"),
        CheckConstraint("withdrawn_at IS NOT NULL OR (length(question) > 0 AND length(answer) > 0)", name="words"),
        Index("ix_public_answer_theme_id", "theme_id", "step_key"),
        Index("ix_public_answer_programme_id", "programme_id", "published_at"),
        Index("ix_public_answer_by_id", "by_id"),
        Index("ix_public_answer_approved_by_id", "approved_by_id"),
        Index("ix_public_answer_reader_id", "reader_id"),
        Index("ix_public_answer_bundle_id", "bundle_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    serial: Mapped[int] = mapped_column(default=1)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("strategic_bundle.id"))
    question: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    answer: Mapped[str] = mapped_column(Text)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    step_key: Mapped[str | None] = mapped_column(KEY)
    asked: Mapped[int]
    unrecognisable: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    bundle: Mapped[StrategicBundle | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    reader: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[reader_id])
    approved_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[approved_by_id])


class AnswerConsent(Base):
    """An asker says yes or no to making the answer to their question public."""

    __tablename__ = "public_answer_consent"
    __table_args__ = (
        CheckConstraint("(said IS NULL) = (at IS NULL)", name="said"),
        Index("ix_public_answer_consent_advice_id", "advice_id"),
        Index("ix_public_answer_consent_by_id", "by_id"),
    )

    answer_id: Mapped[int] = mapped_column(ForeignKey("public_answer.id"), primary_key=True, autoincrement=False)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    said: Mapped[bool | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime | None]

    answer: Mapped[PublicAnswer] = relationship(lazy="raise_on_sql")
    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")


class GoodExample(Base):
    """A practice that works elsewhere or a development, with its source and date, for a theme or a step.

    ``check_by`` is when somebody looks whether it still holds; after that day it is marked.
    """

    __tablename__ = "good_example"
    __table_args__ = (
        UniqueConstraint("programme_id", "address"),
        CheckConstraint(f"kind IN ({quoted(tuple(GoodKind))})", name="kind"),
        CheckConstraint("length(title) > 0 AND length(publisher) > 0 AND length(address) > 0", name="source"),
        CheckConstraint("check_by > dated_on", name="check_by"),
        Index("ix_good_example_theme_id", "theme_id", "step_key"),
        Index("ix_good_example_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[GoodKind] = mapped_column(stored_enum(GoodKind))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(500))
    dated_on: Mapped[date]
    check_by: Mapped[date]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    step_key: Mapped[str | None] = mapped_column(KEY)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    @property
    def old(self) -> bool:
        """Whether the day to look again has passed."""
        return self.check_by < today()

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
