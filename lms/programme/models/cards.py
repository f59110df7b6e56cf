"""Action cards: immutable versions with steps under stable keys, and the map from one version to the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import MapKind
from lms.programme.models.card_body import READ, ActionCard, read_card
from lms.programme.models.programmes import KEY, Programme

CURRENT = text("current")


class CardVersion(Base):
    """One version of a programme's action card, immutable; ``body`` is the whole card as it is shown.

    ``own_default`` cards are not the programme's own: screen and print say "eigen standaard, te vervangen" (A-1).
    ``source`` says where it comes from; ``text`` is the file it was read from, so that export gives it back.
    ``current`` is the one that visitors see and that new neighbourhoods begin with.
    """

    __tablename__ = "card_version"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        Index("uq_card_version_current", "programme_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(160))
    source: Mapped[str] = mapped_column(String(300))
    own_default: Mapped[bool]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    current: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")

    @property
    def card(self) -> ActionCard:
        """The whole card; a version never changes, so each process reads it once."""
        return READ.get(self.digest) or read_card(self.digest, self.body)


class CardStep(Base):
    """One step of one version, so that everything that hangs on a step hangs on one that exists."""

    __tablename__ = "card_step"

    card_version_id: Mapped[int] = mapped_column(ForeignKey("card_version.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))


class CardStepMap(Base):
    """What became of a step when the next version came; a dropped step has no new key."""

    __tablename__ = "card_step_map"
    __table_args__ = (
        ForeignKeyConstraint(["from_version_id", "from_key"], ["card_step.card_version_id", "card_step.key"]),
        ForeignKeyConstraint(["to_version_id", "to_key"], ["card_step.card_version_id", "card_step.key"]),
        UniqueConstraint("from_version_id", "from_key", "to_version_id", "to_key"),
        CheckConstraint(f"kind IN ({quoted(tuple(MapKind))})", name="kind"),
        CheckConstraint("(kind = 'dropped') = (to_key IS NULL)", name="dropped_has_no_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_version_id: Mapped[int] = mapped_column(ForeignKey("card_version.id"))
    from_key: Mapped[str] = mapped_column(KEY)
    to_version_id: Mapped[int] = mapped_column(ForeignKey("card_version.id"))
    to_key: Mapped[str | None] = mapped_column(KEY)
    kind: Mapped[MapKind] = mapped_column(stored_enum(MapKind))
