"""Printed sign-in cards, for people without an e-mail address."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models.people import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base

OPEN = text("ended_at IS NULL")


class SignInCard(Base):
    """A card with a QR code and a secret row of pictures; one card of a person works at a time.

    ``token_hash`` is the SHA-256 of the random token in the QR code, ``pictures_hash`` a keyed hash of the pictures:
    who finds the card does not know the pictures, and who knows the pictures has no card. ``wrong_tries`` counts
    wrong pictures since the last right ones; a card that was guessed at too often ends.
    """

    __tablename__ = "sign_in_card"
    __table_args__ = (
        Index("uq_sign_in_card_open", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pictures_hash: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
