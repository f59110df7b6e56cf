"""Which forms of somebody arrived, so that what a phone sends again after a lost connection counts once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.clock import now
from lms.kernel.db import Base

REMEMBERED_DAYS = 60  # a phone gives up sending after thirty (assets/js/later.js)


class SentForm(Base):
    """A press of a button that arrived; ``key`` follows from the random id of the form and the button."""

    __tablename__ = "sent_form"
    __table_args__ = (Index("ix_sent_form_sent_at", "sent_at"), {"sqlite_with_rowid": False})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(default=now)


def key_of(form_id: str, act: str) -> str:
    """Return the key of one button of one sent form; nothing for a form that has no id (sent without script)."""
    return sha256(f"{form_id}:{act}".encode()).hexdigest()[:32] if form_id else ""
