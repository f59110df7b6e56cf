"""What a circle learned, who may read it by whose yes, and what came of it elsewhere."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import (
    Attribution,
    ConsentStep,
    InsightState,
    Polarity,
    UsedIn,
    UseResult,
    Visibility,
)
from lms.circles.models.agenda import AgendaItem
from lms.circles.models.circles import Circle
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Neighbourhood, Theme
from lms.programme.models.programmes import KEY
from lms.toolkit.models import Item

LONGEST_STATEMENT = 600
LONGEST_CONTEXT = 600
LONGEST_CONDITION = 300
LONGEST_ADAPTATION = 600


class Insight(Base):
    """One thing a circle learned, on one of the fixed themes.

    ``client_key`` comes from the phone or form it was caught on, so that what is sent twice is one. ``by`` wrote it
    down, ``contributor`` said it, and decides who may read it. What a facilitator edited waits in the ``edited_``
    columns until the contributor agrees; outside the circle only agreed words are read. One that was taken back has
    no words at all, and stays for whom it was. One that was merged into another stays as its source.
    """

    __tablename__ = "insight"
    __table_args__ = (
        CheckConstraint(f"polarity IN ({quoted(tuple(Polarity))})", name="polarity"),
        CheckConstraint(f"attribution IN ({quoted(tuple(Attribution))})", name="attribution"),
        CheckConstraint(f"visibility IN ({quoted(tuple(Visibility))})", name="visibility"),
        CheckConstraint(f"state IN ({quoted(tuple(InsightState))})", name="state"),
        CheckConstraint("(state = 'withdrawn') = (length(statement) = 0)", name="statement"),
        CheckConstraint(
            "polarity <> 'works_sometimes' OR state = 'withdrawn' OR length(condition) > 0", name="condition"
        ),
        CheckConstraint("(state = 'edited') = (edited_statement IS NOT NULL)", name="edited"),
        CheckConstraint("visibility = 'circle' OR state <> 'raw'", name="shared_was_agreed"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged_into_another"),
        Index("ix_insight_circle_id", "circle_id", "theme_id", "id"),
        Index("ix_insight_theme_id", "theme_id"),
        Index("ix_insight_step_key", "step_key", "visibility"),
        Index("ix_insight_session_id", "session_id"),
        Index("ix_insight_agenda_item_id", "agenda_item_id"),
        Index("ix_insight_neighbourhood_id", "neighbourhood_id"),
        Index("ix_insight_contributor_id", "contributor_id"),
        Index("ix_insight_item_id", "item_id"),
        Index("ix_insight_merged_into_id", "merged_into_id"),
        Index("ix_insight_by_id", "by_id"),
        Index("ix_insight_edited_by_id", "edited_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    client_key: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: new_uid(24))
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("programme_theme.id"))
    polarity: Mapped[Polarity] = mapped_column(stored_enum(Polarity))
    statement: Mapped[str] = mapped_column(Text)
    context: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="")
    step_key: Mapped[str | None] = mapped_column(KEY)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("toolkit_item.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    contributor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    attribution: Mapped[Attribution] = mapped_column(stored_enum(Attribution), default=Attribution.ANONYMOUS)
    visibility: Mapped[Visibility] = mapped_column(stored_enum(Visibility), default=Visibility.CIRCLE)
    state: Mapped[InsightState] = mapped_column(stored_enum(InsightState), default=InsightState.RAW)
    edited_statement: Mapped[str | None] = mapped_column(Text)
    edited_context: Mapped[str | None] = mapped_column(Text)
    edited_condition: Mapped[str | None] = mapped_column(Text)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("insight.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    session: Mapped[CircleSession | None] = relationship(lazy="raise_on_sql")
    agenda_item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme] = relationship(lazy="raise_on_sql")
    item: Mapped[Item | None] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    contributor: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[contributor_id])
    merged_into: Mapped["Insight | None"] = relationship(lazy="raise_on_sql", remote_side=[id])

    @property
    def withdrawn(self) -> bool:
        """Whether the contributor took it back."""
        return self.state is InsightState.WITHDRAWN


class InsightConsent(Base):
    """Who asked, agreed, refused or went back on who may read an insight; rows are only added, never changed."""

    __tablename__ = "insight_consent"
    __table_args__ = (
        CheckConstraint(f"step IN ({quoted(tuple(ConsentStep))})", name="step"),
        CheckConstraint(f"visibility IN ({quoted(tuple(Visibility))})", name="visibility"),
        CheckConstraint(f"attribution IN ({quoted(tuple(Attribution))})", name="attribution"),
        Index("ix_insight_consent_insight_id", "insight_id", "id"),
        Index("ix_insight_consent_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"))
    step: Mapped[ConsentStep] = mapped_column(stored_enum(ConsentStep))
    visibility: Mapped[Visibility] = mapped_column(stored_enum(Visibility))
    attribution: Mapped[Attribution] = mapped_column(stored_enum(Attribution))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    insight: Mapped[Insight] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class InsightUse(Base):
    """A neighbourhood tried what another learned: where, adapted how, and what came of it."""

    __tablename__ = "insight_use"
    __table_args__ = (
        CheckConstraint(f"result IN ({quoted(tuple(UseResult))})", name="result"),
        CheckConstraint(f"used_in IN ({quoted(tuple(UsedIn))})", name="used_in"),
        Index("ix_insight_use_insight_id", "insight_id", "id"),
        Index("ix_insight_use_neighbourhood_id", "neighbourhood_id"),
        Index("ix_insight_use_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    used_in: Mapped[UsedIn] = mapped_column(stored_enum(UsedIn), default=UsedIn.OWN_WORK)
    adaptation: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[UseResult] = mapped_column(stored_enum(UseResult))
    used_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    insight: Mapped[Insight] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
