"""Links in mails that prove somebody reads that mailbox."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import Purpose
from lms.accounts.models.people import LONGEST_ADDRESS, Person, quoted, stored_enum
from lms.kernel.clock import now
from lms.kernel.db import Base


class MailLink(Base):
    """A link for one person and one purpose, used once; only the hash of its token is kept."""

    __tablename__ = "mail_link"
    __table_args__ = (CheckConstraint(f"purpose IN ({quoted(tuple(Purpose))})", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(stored_enum(Purpose))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    created_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
