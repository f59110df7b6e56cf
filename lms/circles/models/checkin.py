"""What somebody brings to a session beforehand, for one neighbourhood."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.models.agenda import LONGEST_TITLE, AgendaItem
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import Fit
from lms.programme.models import Neighbourhood, Theme

LONGEST_WORDS = 1000
LONGEST_CASE = 2000


class CheckIn(Base):
    """One for each person and session: what works, what does not, where they are on the card, and a case (L-2).

    ``card_at`` is when they said that the card is right, or moved it; ``fit`` is whether its steps fit the work.
    ``item`` is what stands on the agenda for the case; of a confidential case the words stand here alone.
    """

    __tablename__ = "session_checkin"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        CheckConstraint(f"fit IN ({quoted(tuple(Fit))})", name="fit"),
        CheckConstraint(f"length(works) <= {LONGEST_WORDS}", name="works"),
        CheckConstraint(f"length(works_not) <= {LONGEST_WORDS}", name="works_not"),
        CheckConstraint(f"length(case_text) <= {LONGEST_CASE}", name="case_text"),
        Index("ix_session_checkin_person_id", "person_id"),
        Index("ix_session_checkin_neighbourhood_id", "neighbourhood_id"),
        Index("ix_session_checkin_works_theme_id", "works_theme_id"),
        Index("ix_session_checkin_works_not_theme_id", "works_not_theme_id"),
        Index("ix_session_checkin_case_theme_id", "case_theme_id"),
        Index("ix_session_checkin_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    session_id: Mapped[int] = mapped_column(ForeignKey("circle_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    works: Mapped[str] = mapped_column(Text, default="")
    works_theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    works_not: Mapped[str] = mapped_column(Text, default="")
    works_not_theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    card_at: Mapped[datetime | None]
    fit: Mapped[Fit | None] = mapped_column(stored_enum(Fit))
    fit_remark: Mapped[str] = mapped_column(Text, default="")
    case_title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    case_text: Mapped[str] = mapped_column(Text, default="")
    case_theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    session: Mapped[CircleSession] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    works_theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql", foreign_keys=[works_theme_id])
    works_not_theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql", foreign_keys=[works_not_theme_id])
    case_theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql", foreign_keys=[case_theme_id])
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql")
