"""What an editor works on: one draft an item, with the turn it was saved in, so that two editors lose nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.toolkit.enums import DraftState
from lms.toolkit.models.items import Item


class ItemDraft(Base):
    """A text that is not published yet.

    ``form_json`` is what the form holds, also when it is not whole. ``based_on`` is the version it began from; ``turn``
    goes up with every saving, and who saves an older turn is shown both texts.
    """

    __tablename__ = "toolkit_draft"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(DraftState))})", name="state"),
        Index("ix_toolkit_draft_by_id", "by_id"),
        Index("ix_toolkit_draft_asked_by_id", "asked_by_id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    based_on: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=1)
    form_json: Mapped[dict[str, Any]] = mapped_column("form", JSON)
    state: Mapped[DraftState] = mapped_column(stored_enum(DraftState), default=DraftState.WRITING)
    reason: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")  # what the second reader asked to mend
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(default=now)

    item: Mapped[Item] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    asked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])
