"""One question after a session ("Wat neem je mee?"): who answered and what was answered, kept apart."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.db import Base

LONGEST_TAKEN = 500
SAYS_NOTHING_YET = (
    "(shown AND useful IS NOT NULL AND sealed = '') OR (NOT shown AND useful IS NULL AND text = '' AND sealed <> '')"
)


class FeedbackRound(Base):
    """The question is open about a session, up to and including ``last_day``."""

    __tablename__ = "session_feedback_round"

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    series_id: Mapped[int] = mapped_column(ForeignKey("circle_series.id"), index=True)
    last_day: Mapped[date] = mapped_column(index=True)
    closed_on: Mapped[date | None]

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")


class FeedbackReceipt(Base):
    """Somebody is asked, and whether they answered: not what, and not when; gone once the round is closed.

    All receipts of a round are made at once, and written again together with every answer, so that neither their order
    nor the database's own bookkeeping of who wrote a row last (xmin) tells whose answer came when.
    """

    __tablename__ = "session_feedback_receipt"
    __table_args__ = (Index("ix_session_feedback_receipt_person_id", "person_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session_feedback_round.session_id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    answered: Mapped[bool] = mapped_column(default=False)


class FeedbackAnswer(Base):
    """An answer, of nobody and of no moment; while its round is open it knows the session, later only the series.

    ``shown``: it is among answers that came out together, at least five at a time. Until then all it says is
    ``sealed``: where one person answered, the database alone does not tell what.
    """

    __tablename__ = "session_feedback_answer"
    __table_args__ = (
        CheckConstraint("useful BETWEEN 1 AND 5", name="useful"),
        CheckConstraint(SAYS_NOTHING_YET, name="sealed_until_shown"),
        CheckConstraint(f"length(text) <= {LONGEST_TAKEN}", name="text"),
        CheckConstraint("NOT shown OR session_id IS NULL", name="shown_after_its_round"),
        Index("ix_session_feedback_answer_series_id", "series_id", "shown"),
        Index("ix_session_feedback_answer_session_id", "session_id"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=lambda: new_uid(24))
    series_id: Mapped[int] = mapped_column(ForeignKey("circle_series.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session_feedback_round.session_id"))
    useful: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[bool] = mapped_column(default=False)
