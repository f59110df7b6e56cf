"""The learning agenda of a circle: its lettered questions, and how they stood at each session."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import Folded, QuestionState
from lms.circles.models.circles import Circle
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Theme

LONGEST_QUESTION = 300
LONGEST_BARRIER = 300
LONGEST_OUTCOME = 600
LETTERED = text("state <> 'reworded'")


class LearningQuestion(Base):
    """A question a circle carries from session to session under one letter; its words never change.

    Reworded, it is followed by a new row under the same letter. ``second_order`` asks what would have to change around
    it; ``barrier`` says what is in the way; ``outcome`` what came of it.
    """

    __tablename__ = "learning_question"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(QuestionState))})", name="state"),
        CheckConstraint("length(question) > 0", name="question"),
        Index(
            "uq_learning_question_letter",
            "circle_id",
            "letter",
            unique=True,
            sqlite_where=LETTERED,
            postgresql_where=LETTERED,
        ),
        Index("ix_learning_question_circle_id", "circle_id", "id"),
        Index("ix_learning_question_theme_id", "theme_id"),
        Index("ix_learning_question_owner_id", "owner_id"),
        Index("ix_learning_question_opened_in_id", "opened_in_id"),
        Index("ix_learning_question_predecessor_id", "predecessor_id"),
        Index("ix_learning_question_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    letter: Mapped[str] = mapped_column(String(2))
    question: Mapped[str] = mapped_column(Text)
    second_order: Mapped[str] = mapped_column(Text, default="")
    barrier: Mapped[str] = mapped_column(Text, default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_in_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    state: Mapped[QuestionState] = mapped_column(stored_enum(QuestionState), default=QuestionState.OPEN)
    outcome: Mapped[str] = mapped_column(Text, default="")
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("learning_question.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    opened_in: Mapped[CircleSession | None] = relationship(lazy="raise_on_sql")


class LearningAgendaLine(Base):
    """How one question stood when a session ended; frozen, so that sessions can be read side by side."""

    __tablename__ = "learning_agenda_line"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(QuestionState))})", name="state"),
        Index("ix_learning_agenda_line_question_id", "question_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("learning_question.id"), primary_key=True, autoincrement=False)
    state: Mapped[QuestionState] = mapped_column(stored_enum(QuestionState))
    at: Mapped[datetime] = mapped_column(default=now)

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")
    question: Mapped[LearningQuestion] = relationship(lazy="raise_on_sql")


class CircleUnfolded(Base):
    """A facilitator opened something of a circle that stays folded away until then."""

    __tablename__ = "circle_unfolded"
    __table_args__ = (
        CheckConstraint(f"what IN ({quoted(tuple(Folded))})", name="what"),
        Index("ix_circle_unfolded_by_id", "by_id"),
    )

    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"), primary_key=True, autoincrement=False)
    what: Mapped[Folded] = mapped_column(stored_enum(Folded), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
