"""Neighbourhoods: where they are in the programme, their plan and their agreement."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.kernel.names import LONGEST_KEY, name_key
from lms.organisations.models import Organisation
from lms.programme.enums import NeighbourhoodKind, NeighbourhoodState
from lms.programme.models.programmes import Programme, Tranche

#: States that a neighbourhood does not reach without a fixed adviser (W-3).
GUIDED = (NeighbourhoodState.STARTED, NeighbourhoodState.RUNNING, NeighbourhoodState.FINISHED)


class Neighbourhood(Base):
    """A district or village: one tranche, one GGD, one municipality, one director, one fixed adviser (W-2, W-3, W-4).

    ``director_id`` and ``adviser_id`` say who it is now, written together with the dated rows in ``team_member`` and
    ``adviser_term``. ``last_sign_at`` is the last sign of life: a moment, a step that was moved, a decision.
    """

    __tablename__ = "neighbourhood"
    __table_args__ = (
        UniqueConstraint("programme_id", "name_key"),
        CheckConstraint(f"kind IN ({quoted(tuple(NeighbourhoodKind))})", name="kind"),
        CheckConstraint(f"state IN ({quoted(tuple(NeighbourhoodState))})", name="state"),
        CheckConstraint(f"state NOT IN ({quoted(GUIDED)}) OR adviser_id IS NOT NULL", name="started_has_an_adviser"),
        CheckConstraint("length(name) BETWEEN 1 AND 120", name="name"),
        Index("ix_neighbourhood_tranche_id_name_key", "tranche_id", "name_key"),
        Index("ix_neighbourhood_counted", "tranche_id", "state", "last_sign_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    kind: Mapped[NeighbourhoodKind] = mapped_column(stored_enum(NeighbourhoodKind))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    ggd_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[NeighbourhoodState] = mapped_column(
        stored_enum(NeighbourhoodState), default=NeighbourhoodState.RECRUITED
    )
    social_design: Mapped[bool] = mapped_column(default=False)
    card_version_id: Mapped[int] = mapped_column(ForeignKey("card_version.id"))
    director_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_sign_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    tranche: Mapped[Tranche] = relationship(lazy="raise_on_sql")
    ggd: Mapped[Organisation] = relationship(lazy="raise_on_sql", foreign_keys=[ggd_id])
    municipality: Mapped[Organisation] = relationship(lazy="raise_on_sql", foreign_keys=[municipality_id])
    director: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[director_id])
    adviser: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[adviser_id])

    @property
    def adviser_at_work(self) -> Person | None:
        """The fixed adviser while their account is open: who was named stays in ``adviser_id`` also when it closes."""
        return self.adviser if self.adviser is not None and self.adviser.active else None

    @property
    def lost_adviser(self) -> bool:
        """Whether another adviser must be named, because the account of the one who was named is closed."""
        named = self.adviser_id is not None and self.state is not NeighbourhoodState.FINISHED
        return named and self.adviser_at_work is None

    @validates("name")
    def _key_of(self, _column: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


class StateChange(Base):
    """A neighbourhood went to another state; never changed.

    ``reason`` says why it went back, or went on although something was lacking, such as a vacancy for the director.
    """

    __tablename__ = "neighbourhood_state_change"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(NeighbourhoodState))})", name="state"),
        CheckConstraint("length(reason) <= 500", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    state: Mapped[NeighbourhoodState] = mapped_column(stored_enum(NeighbourhoodState))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Plan(Base):
    """The plan of a neighbourhood as a file or a link; the newest counts, older ones stay."""

    __tablename__ = "neighbourhood_plan"
    __table_args__ = (
        CheckConstraint("(link IS NULL) <> (file IS NULL)", name="file_or_link"),
        CheckConstraint("(file IS NULL) = (file_name IS NULL)", name="file_has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    link: Mapped[str | None] = mapped_column(String(500))
    file: Mapped[str | None] = mapped_column(String(32))
    file_name: Mapped[str | None] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Agreement(Base):
    """What was agreed with a neighbourhood: content and money, yes or no, never an amount; the newest counts (W-5)."""

    __tablename__ = "neighbourhood_agreement"
    __table_args__ = (CheckConstraint("length(content) <= 4000", name="content"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    content: Mapped[str] = mapped_column(Text)
    content_agreed: Mapped[bool]
    money_agreed: Mapped[bool]
    ends_on: Mapped[date] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def complete(self) -> bool:
        """Whether both parts are agreed, so that a neighbourhood may start."""
        return self.content_agreed and self.money_agreed
