"""What a group did together on one phone, who was there, and what was told back in one's own words.

Whoever leads ticks who is there; each of them gets the piece of work in their own progress. Somebody who was not there
takes that back; what they did by themselves stays.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import TakenBackBy, ToldTo
from lms.training.models.modules import UID, Module

LONGEST_SENTENCE = 300
LONGEST_WHY = 200
LONGEST_TELLING = 1000


class GroupSession(Base):
    """Somebody led a part in one of its texts, or what a path asks to practise, with people of a neighbourhood.

    It counts for nobody before ``done_at``.  ``neighbourhood_id`` is the place where both were that day.
    """

    __tablename__ = "group_session"
    __table_args__ = (
        ForeignKeyConstraint(["part_id", "version"], ["part_version.part_id", "part_version.number"]),
        CheckConstraint("(part_id IS NULL) <> (item_id IS NULL)", name="about_one_thing"),
        CheckConstraint("(part_id IS NULL) = (version IS NULL)", name="text_of_part"),
        CheckConstraint("twin IN ('regular', 'easy')", name="twin"),
        Index("ix_group_session_leader_id", "leader_id", "began_at"),
        Index("ix_group_session_part_id", "part_id"),
        Index("ix_group_session_item_id", "item_id"),
        Index("ix_group_session_neighbourhood_id", "neighbourhood_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    version: Mapped[int | None]
    twin: Mapped[str] = mapped_column(String(8), default="regular")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("path_item.id"))
    began_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]

    leader: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[leader_id])


class TookPart(Base):
    """Somebody was ticked in a session.  ``piece`` is the uid of the part, or of the item of a path.

    ``own_version``: the newest text of it that they read by themselves, which nobody takes back (1 for what has no
    text).  ``told_at``: when whoever led heard them tell it back.  A learner's own word is final for who led.
    """

    __tablename__ = "took_part"
    __table_args__ = (
        CheckConstraint(f"taken_back_by IN ({quoted(tuple(TakenBackBy))})", name="taken_back_by"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_by IS NULL)", name="taken_back"),
        CheckConstraint("(taken_back_at IS NULL) = (length(reason) = 0)", name="taken_back_says_why"),
        CheckConstraint(f"length(reason) <= {LONGEST_WHY}", name="reason"),
        CheckConstraint(f"length(sentence) <= {LONGEST_SENTENCE}", name="sentence"),
        CheckConstraint("sentence = '' OR told_at IS NOT NULL", name="sentence_of_telling"),
        Index("ix_took_part_person_id", "person_id", "piece"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("group_session.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    piece: Mapped[str] = mapped_column(UID)
    own_version: Mapped[int | None]
    told_at: Mapped[datetime | None]
    sentence: Mapped[str] = mapped_column(Text, default="")
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[TakenBackBy | None] = mapped_column(stored_enum(TakenBackBy))
    reason: Mapped[str] = mapped_column(Text, default="")

    session: Mapped[GroupSession] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])


class TellingBack(Base):
    """Somebody told a module back by themselves: to whom, and in a few words when they liked. Nobody grades it."""

    __tablename__ = "telling_back"
    __table_args__ = (
        CheckConstraint(f"told_to IN ({quoted(tuple(ToldTo))})", name="told_to"),
        CheckConstraint(f"length(words) <= {LONGEST_TELLING}", name="words"),
        CheckConstraint("told_to <> 'here' OR length(words) > 0", name="here_in_words"),
        Index("ix_telling_back_module_id", "module_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    told_to: Mapped[ToldTo] = mapped_column(stored_enum(ToldTo))
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)

    module: Mapped[Module] = relationship(lazy="raise_on_sql")


def newest_read(own: int | None, together: Iterable[int]) -> int | None:
    """Return the newest text somebody read, alone or in sessions that still count; nothing when they read none.

    All that a record holds follows from these facts, so that the order in which they came in never matters.
    """
    return max((each for each in (own, *together) if each is not None), default=None)
