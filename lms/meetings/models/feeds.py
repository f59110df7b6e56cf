"""Where calendars fetch what somebody has planned."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import Base

OPEN = text("revoked_at IS NULL AND host IS NULL")


class CalendarFeed(Base):
    """A secret address of somebody where a calendar reads their meetings; it is shown to its owner until it is ended.

    Found by the digest of its token, shown from what is kept encrypted. ``host``: nothing for everything somebody has,
    else the key of one thing that another feature hosts (a circle).
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index("ix_calendar_feed_person_id", "person_id"),
        Index(
            "uq_calendar_feed_personal",
            "person_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    host: Mapped[str | None] = mapped_column(String(40))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    token_kept: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
