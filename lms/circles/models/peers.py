"""Colleagues who are willing to call about a step they are past, and who asked them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import CallAnswer
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Neighbourhood
from lms.programme.models.programmes import KEY

LONGEST_REACH = 200
LONGEST_QUESTION = 500
OPEN = text("until IS NULL")
UNANSWERED = text("answer IS NULL")


class PeerOffer(Base):
    """Somebody agrees to be asked for a call of twenty minutes about the steps their neighbourhood is past."""

    __tablename__ = "peer_offer"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        Index(
            "uq_peer_offer_open",
            "person_id",
            "neighbourhood_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_peer_offer_person_id", "person_id"),
        Index("ix_peer_offer_neighbourhood_id", "neighbourhood_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")


class PeerCall(Base):
    """Somebody asked a colleague for a call, once at a time. ``reach`` is how the asker wants to be called.

    It is taken away when the colleague cannot, and when the call is long past.
    """

    __tablename__ = "peer_call"
    __table_args__ = (
        CheckConstraint(f"answer IS NULL OR answer IN ({quoted(tuple(CallAnswer))})", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("answered_at IS NOT NULL OR length(reach) > 0", name="reach"),
        Index(
            "uq_peer_call_open",
            "offer_id",
            "by_id",
            unique=True,
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        ),
        Index("ix_peer_call_offer_id", "offer_id"),
        Index("ix_peer_call_by_id", "by_id"),
        Index("ix_peer_call_neighbourhood_id", "neighbourhood_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    offer_id: Mapped[int] = mapped_column(ForeignKey("peer_offer.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    step_key: Mapped[str] = mapped_column(KEY)
    question: Mapped[str] = mapped_column(Text, default="")
    reach: Mapped[str] = mapped_column(String(LONGEST_REACH))
    answer: Mapped[CallAnswer | None] = mapped_column(stored_enum(CallAnswer))
    answered_at: Mapped[datetime | None]
    at: Mapped[datetime] = mapped_column(default=now)

    offer: Mapped[PeerOffer] = relationship(lazy="raise_on_sql")
    by: Mapped[Person] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
