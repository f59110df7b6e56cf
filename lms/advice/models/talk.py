"""What is said about advice: messages that both sides read, and notes that only advisers read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import Channel, MessageKind
from lms.advice.models.advice import Advice
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

LONGEST_MESSAGE, LONGEST_NOTE, LONGEST_TRANSCRIPT = 4000, 4000, 4000


def is_spoken(media_type: str) -> bool:
    """Say whether a file is a voice note."""
    return media_type.startswith("audio/")


def is_pictured(media_type: str) -> bool:
    """Say whether a file is a photo."""
    return media_type.startswith("image/")


class AdviceMessage(Base):
    """Something said between a neighbourhood and its adviser; a form or a mail that comes twice is one message."""

    __tablename__ = "advice_message"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(MessageKind))})", name="kind"),
        CheckConstraint(f"channel IN ({quoted(tuple(Channel))})", name="channel"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_MESSAGE}", name="text"),
        Index("ix_advice_message_advice_id", "advice_id", "id"),
        Index("ix_advice_message_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: new_uid(24))
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[MessageKind] = mapped_column(stored_enum(MessageKind), default=MessageKind.MESSAGE)
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel), default=Channel.WEB)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AdviceNote(Base):
    """Something advisers write for advisers; it stands in a table of its own, and no mail or export reads that."""

    __tablename__ = "advice_note"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_NOTE}", name="text"),
        Index("ix_advice_note_advice_id", "advice_id", "id"),
        Index("ix_advice_note_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AdviceFile(Base):
    """A file or a voice note that goes with a message, an answer, or the advice as such.

    ``transcript`` is what a voice note says, for who cannot hear it; empty while nobody wrote it down. A photo is here
    only with the consent of who can be recognised on it.
    """

    __tablename__ = "advice_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("message_id IS NULL OR answer_id IS NULL", name="belongs_to_one"),
        CheckConstraint("media_type NOT LIKE 'image/%' OR consent", name="consent"),
        CheckConstraint(f"length(transcript) <= {LONGEST_TRANSCRIPT}", name="transcript"),
        Index("ix_advice_file_advice_id", "advice_id", "id"),
        Index("ix_advice_file_message_id", "message_id"),
        Index("ix_advice_file_answer_id", "answer_id"),
        Index("ix_advice_file_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("advice_message.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("advice_answer.id"))
    file: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    seconds: Mapped[int | None]
    transcript: Mapped[str] = mapped_column(Text, default="")
    consent: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def spoken(self) -> bool:
        """Whether it is a voice note."""
        return is_spoken(self.media_type)

    @property
    def pictured(self) -> bool:
        """Whether it is a photo."""
        return is_pictured(self.media_type)


class ReplyAddress(Base):
    """The address that somebody's reply by mail to one piece of advice goes to; only a digest of its secret is kept.

    The secret follows from the row, its ``salt`` and the secret of this site, so that every mail to the same person
    about the same advice carries the same address. Without the row the address works no more.
    """

    __tablename__ = "advice_reply_address"
    __table_args__ = (Index("ix_advice_reply_address_person_id", "person_id"),)

    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(16), default=new_uid)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)

    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
