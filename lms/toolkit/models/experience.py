"""What people experienced with an item, what they would change, and what they keep for themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Moment, Neighbourhood
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.models.items import Item

LONGEST_SENTENCE, LONGEST_MORE = 300, 1000


class ItemReport(Base):
    """How it went: a result and one sentence; more is welcome and never asked.

    Public only with consent and after somebody looked for recognisable people. ``form_key`` comes from the form, so
    that a form sent twice is one report; a moment becomes one report, which stays when the moment is thrown away.
    ``said_mark`` is that of what was said and the day: who says it once more from a fresh page said it once.
    """

    __tablename__ = "toolkit_report"
    __table_args__ = (
        CheckConstraint(f"result IN ({quoted(tuple(Result))})", name="result"),
        CheckConstraint(f"state IN ({quoted(tuple(ReportState))})", name="state"),
        CheckConstraint(f"length(sentence) BETWEEN 1 AND {LONGEST_SENTENCE}", name="sentence"),
        CheckConstraint("state <> 'public' OR (consent AND checked_at IS NOT NULL)", name="public"),
        UniqueConstraint("by_id", "item_id", "said_mark"),
        Index("ix_toolkit_report_item", "item_id", "state", "id"),
        Index("ix_toolkit_report_neighbourhood_id", "neighbourhood_id"),
        Index("ix_toolkit_report_by_id", "by_id"),
        Index("ix_toolkit_report_checked_by_id", "checked_by_id"),
        Index("ix_toolkit_report_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"))
    number: Mapped[int]  # of the version that was used
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    moment_id: Mapped[int | None] = mapped_column(ForeignKey("moment.id", ondelete="SET NULL"), unique=True)
    result: Mapped[Result] = mapped_column(stored_enum(Result))
    sentence: Mapped[str] = mapped_column(String(LONGEST_SENTENCE))
    happened: Mapped[str] = mapped_column(Text, default="")
    adapted: Mapped[str] = mapped_column(Text, default="")
    next_time: Mapped[str] = mapped_column(Text, default="")
    said_mark: Mapped[str | None] = mapped_column(String(64))
    consent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ReportState] = mapped_column(stored_enum(ReportState), default=ReportState.INSIDE)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    checked_why: Mapped[str] = mapped_column(Text, default="")  # what the writer is told of why it stays inside
    removed_at: Mapped[datetime | None]

    item: Mapped[Item] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    moment: Mapped[Moment | None] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class ItemSuggestion(Base):
    """What somebody would change about an item; it gets an answer.

    ``said_mark`` is that of the words and the day, as at :class:`ItemReport`.
    """

    __tablename__ = "toolkit_suggestion"
    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 1 AND 1000", name="text"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        UniqueConstraint("by_id", "item_id", "said_mark"),
        Index("ix_toolkit_suggestion_item_id", "item_id", "id"),
        Index("ix_toolkit_suggestion_by_id", "by_id"),
        Index("ix_toolkit_suggestion_answered_by_id", "answered_by_id"),
        Index("ix_toolkit_suggestion_answered_at", "answered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"))
    text: Mapped[str] = mapped_column(Text)
    said_mark: Mapped[str | None] = mapped_column(String(64))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]

    item: Mapped[Item] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class SavedItem(Base):
    """Somebody keeps an item for themselves."""

    __tablename__ = "toolkit_saved"
    __table_args__ = (Index("ix_toolkit_saved_item_id", "item_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=now)

    item: Mapped[Item] = relationship(lazy="raise_on_sql")
