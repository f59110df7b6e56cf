"""A programme as data: its phases, its themes, and the groups of neighbourhoods that start together."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import Base

KEY = String(64)


class Programme(Base):
    """A programme; ``capacity`` is how many neighbourhoods all tranches together hold, before decisions to go over.

    ``digest`` is that of the words of ``programme.toml`` at the last sync.
    """

    __tablename__ = "programme"
    __table_args__ = (CheckConstraint("capacity >= 1", name="capacity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(KEY, unique=True)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class ProgrammePhase(Base):
    """A stretch of the programme itself (not of the card), for milestones; dates are the coordinator's."""

    __tablename__ = "programme_phase"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        CheckConstraint("ends_on IS NULL OR begins_on IS NULL OR ends_on >= begins_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class Theme(Base):
    """One of the fixed themes that return in every session of a circle; ``number`` is its place on screen."""

    __tablename__ = "programme_theme"
    __table_args__ = (UniqueConstraint("programme_id", "key"), UniqueConstraint("programme_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")


class Tranche(Base):
    """A group of neighbourhoods that start together; no capacity means: only the programme's total counts (W-1)."""

    __tablename__ = "tranche"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("capacity >= 1", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int | None]
    starts_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


class CapacityDecision(Base):
    """A coordinator decided to take in one neighbourhood more than planned, and why; never changed (W-1)."""

    __tablename__ = "capacity_decision"
    __table_args__ = (CheckConstraint("length(reason) BETWEEN 1 AND 1000", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship(lazy="raise_on_sql")
    tranche: Mapped[Tranche] = relationship(lazy="raise_on_sql")
