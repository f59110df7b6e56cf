"""What an adviser decided about a reason to look at a neighbourhood."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import PromptReply
from lms.advice.models.advice import Advice
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Neighbourhood

LONGEST_WHY_NOT = 300


class PromptDecision(Base):
    """A reason was weighed, or set aside in one tap; it comes back when it begins anew.

    ``why`` names the reason (a value of ``Why``, or of another feature) and ``since`` is how it says since when it
    holds, so that the same reason a year later is another one.
    """

    __tablename__ = "advice_prompt_decision"
    __table_args__ = (
        UniqueConstraint("neighbourhood_id", "why", "since"),
        CheckConstraint(f"reply IN ({quoted(tuple(PromptReply))})", name="reply"),
        CheckConstraint(f"length(reason) <= {LONGEST_WHY_NOT}", name="reason"),
        Index("ix_advice_prompt_decision_by_id", "by_id"),
        Index("ix_advice_prompt_decision_advice_id", "advice_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    why: Mapped[str] = mapped_column(String(64))
    since: Mapped[str] = mapped_column(String(64), default="")
    reply: Mapped[PromptReply] = mapped_column(stored_enum(PromptReply))
    reason: Mapped[str] = mapped_column(String(LONGEST_WHY_NOT), default="")
    advice_id: Mapped[int | None] = mapped_column(ForeignKey("advice.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    advice: Mapped[Advice | None] = relationship(lazy="raise_on_sql")
