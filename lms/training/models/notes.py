"""What somebody keeps for themselves: a note at a part, a bookmark, and sentences to say."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.modules import UID
from lms.training.models.records import LONGEST_SENTENCE, LONGEST_TEXT


class PartNote(Base):
    """A note at a part, a bookmark, or both: one row, so that the page of a part reads them in the statement it asks.

    A row that holds neither is not kept.
    """

    __tablename__ = "part_note"
    __table_args__ = (
        CheckConstraint(f"length(text) <= {LONGEST_TEXT}", name="length"),
        CheckConstraint("text <> '' OR marked_at IS NOT NULL", name="holds_something"),
        Index("ix_part_note_part_id", "part_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text, default="")
    marked_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)


class PocketSentence(Base):
    """A sentence on somebody's pocket card: one of their own, or the place of the one they found in a practice talk.

    ``walk_uid`` is that of the talk, whose sentence stands with it; then there is no ``text`` here.
    """

    __tablename__ = "pocket_sentence"
    __table_args__ = (
        UniqueConstraint("person_id", "walk_uid"),
        CheckConstraint("(walk_uid IS NULL) = (text IS NOT NULL)", name="one_origin"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_SENTENCE}", name="length"),
        Index("ix_pocket_sentence_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    walk_uid: Mapped[str | None] = mapped_column(UID)
    text: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]
