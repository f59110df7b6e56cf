"""The report of a session: it writes itself, is corrected for five working days, and is then fixed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import LineKind
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Neighbourhood, Theme

LONGEST_ADDENDUM = 1000


class Report(Base):
    """Until ``last_day``, and that day still, people correct their own words; who was warned of it gets a whole day."""

    __tablename__ = "session_report"
    __table_args__ = (
        CheckConstraint("fixed_at IS NULL OR warned_on IS NOT NULL", name="warned_before_it_is_fixed"),
        Index("ix_session_report_fixed_at", "fixed_at", "last_day"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"), primary_key=True, autoincrement=False)
    begun_at: Mapped[datetime] = mapped_column(default=now)
    last_day: Mapped[date]
    warned_on: Mapped[date | None]
    fixed_at: Mapped[datetime | None]

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")


class ReportLine(Base):
    """A line of a report as it was when it was fixed; never changed, but for a name that is erased.

    ``source`` is the uid of the insight, agreement or decision it came from. ``neighbourhood`` and ``person`` are who
    it stands by, as far as they chose to be named.
    """

    __tablename__ = "session_report_line"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(LineKind))})", name="kind"),
        Index("ix_session_report_line_person_id", "person_id"),
        Index("ix_session_report_line_neighbourhood_id", "neighbourhood_id"),
        Index("ix_session_report_line_theme_id", "theme_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session_report.session_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[LineKind] = mapped_column(stored_enum(LineKind))
    source: Mapped[str] = mapped_column(String(40), default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    label: Mapped[str] = mapped_column(String(32), default="")
    text: Mapped[str] = mapped_column(Text)
    more: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))

    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")


class Addendum(Base):
    """What somebody added to a report that was fixed."""

    __tablename__ = "session_report_addendum"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_ADDENDUM}", name="text"),
        Index("ix_session_report_addendum_session_id", "session_id"),
        Index("ix_session_report_addendum_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    session_id: Mapped[int] = mapped_column(ForeignKey("session_report.session_id"))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
