"""Help nearby, and how many people were helped on their way: numbers without names."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models.neighbourhoods import Neighbourhood


class HelpOffer(Base):
    """Somebody who helps people stop smoking in or near a neighbourhood; public.

    ``form_key`` comes from the form, so that a form sent twice adds one offer; who adds it looked at it first.
    """

    __tablename__ = "help_offer"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 160", name="name"),
        Index("ix_help_offer_neighbourhood_id_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    name: Mapped[str] = mapped_column(String(160))
    about: Mapped[str] = mapped_column(Text, default="")
    where: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    cost: Mapped[str] = mapped_column(String(160), default="")
    checked_on: Mapped[date]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, index=True, default=lambda: new_uid(24))
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    checked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class HelpedTick(Base):
    """Somebody was helped on their way this month: no name, no text, no day, not even who counted (P-1).

    ``key`` comes from the form, so that a double tap counts once and undo knows which one.
    """

    __tablename__ = "helped_tick"
    __table_args__ = (
        CheckConstraint("month >= '2000-01-01'", name="month"),
        Index("ix_helped_tick_neighbourhood_id_month", "neighbourhood_id", "month"),
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    month: Mapped[date]
