"""Items and what readers find them by. Identity is the uid; a published version never changes: the database refuses."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.toolkit.enums import Change, ItemKind, ItemStatus, RelationKind, Verdict
from lms.toolkit.models.texts import ItemText

KEY = String(64)


class Item(Base):
    """Something of the toolkit, with what lists and filters need of its current version; a first draft lacks it.

    ``number`` is that of the current version, 0 before the first. ``digest`` is that of everything a package holds of
    it, ``synced_digest`` what the last sync stored (nothing when it was made in the browser).
    """

    __tablename__ = "toolkit_item"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(ItemKind))})", name="kind"),
        CheckConstraint(f"status IN ({quoted(tuple(ItemStatus))})", name="status"),
        CheckConstraint("minutes_from BETWEEN 1 AND minutes_to", name="minutes"),
        CheckConstraint("group_from BETWEEN 1 AND group_to", name="group"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("number = 0 OR (minutes_to IS NOT NULL AND group_to IS NOT NULL)", name="whole"),
        CheckConstraint("status = 'draft' OR number > 0", name="seen_has_a_version"),
        CheckConstraint("replaced_by_id IS NULL OR status = 'withdrawn'", name="replaced"),
        CheckConstraint(
            f"(verdict IS NULL) = (verdict_why IS NULL) AND (verdict IS NULL OR verdict IN ({quoted(tuple(Verdict))}))",
            name="verdict",
        ),
        Index("ix_toolkit_item_status_title", "status", "title", "id"),
        Index("ix_toolkit_item_review_on", "review_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(64), unique=True, default=new_uid)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[ItemKind] = mapped_column(stored_enum(ItemKind))
    status: Mapped[ItemStatus] = mapped_column(stored_enum(ItemStatus), default=ItemStatus.DRAFT)
    number: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(200))
    minutes_from: Mapped[int | None]
    minutes_to: Mapped[int | None]
    group_from: Mapped[int | None]
    group_to: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    review_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    reminded_for: Mapped[date | None]  # the date on which somebody was told to look again
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("toolkit_item.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[Verdict | None] = mapped_column(stored_enum(Verdict))
    verdict_why: Mapped[str | None] = mapped_column(Text)
    verdict_circle: Mapped[str | None] = mapped_column(String(120))  # which circle or meeting it was
    verdict_at: Mapped[datetime | None]
    digest: Mapped[str] = mapped_column(String(64), default="")
    synced_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)

    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    replaced_by: Mapped["Item | None"] = relationship(lazy="raise_on_sql", remote_side=[id])


class ItemVersion(Base):
    """One immutable published text; ``text_json`` holds Markdown and the HTML it was rendered to."""

    __tablename__ = "toolkit_version"
    __table_args__ = (
        CheckConstraint(f"change IN ({quoted(tuple(Change))})", name="change"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_toolkit_version_published_at", "published_at"),
        Index("ix_toolkit_version_by_id", "by_id"),
        Index("ix_toolkit_version_reviewed_by_id", "reviewed_by_id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change: Mapped[Change] = mapped_column(stored_enum(Change))
    reason: Mapped[str] = mapped_column(Text)
    text_json: Mapped[dict[str, Any]] = mapped_column("text", JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(default=now)

    item: Mapped[Item] = relationship(lazy="raise_on_sql")

    @property
    def text(self) -> ItemText:
        """What readers get."""
        return ItemText.from_json(self.text_json)


class ItemStep(Base):
    """A step of an action card that the current version belongs to (A-4)."""

    __tablename__ = "toolkit_item_step"
    __table_args__ = (Index("ix_toolkit_item_step_step", "step_key", "item_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    step_key: Mapped[str] = mapped_column(KEY, primary_key=True)


class ItemTheme(Base):
    """A theme of the programme that the current version belongs to."""

    __tablename__ = "toolkit_item_theme"
    __table_args__ = (Index("ix_toolkit_item_theme_theme", "theme_key", "item_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    theme_key: Mapped[str] = mapped_column(KEY, primary_key=True)


class ItemAudience(Base):
    """For whom the current version is."""

    __tablename__ = "toolkit_item_audience"
    __table_args__ = (Index("ix_toolkit_item_audience_audience", "audience", "item_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    audience: Mapped[str] = mapped_column(KEY, primary_key=True)


class ItemRelation(Base):
    """What belongs with an item, said from the item's side."""

    __tablename__ = "toolkit_relation"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(RelationKind))})", name="kind"),
        CheckConstraint("item_id <> other_id", name="another"),
        Index("ix_toolkit_relation_other_id", "other_id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    kind: Mapped[RelationKind] = mapped_column(stored_enum(RelationKind), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)

    other: Mapped[Item] = relationship(lazy="raise_on_sql", foreign_keys=[other_id])


class ItemPicture(Base):
    """A picture of an item, kept by its content: ``file`` begins with it, so an old version keeps its own.

    ``commands/pictures.py`` makes the name (``1a2b3c4d-paren-zoeken.svg``), and :class:`PictureText` holds it.
    """

    __tablename__ = "toolkit_picture"

    item_id: Mapped[int] = mapped_column(ForeignKey("toolkit_item.id"), primary_key=True, autoincrement=False)
    file: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content_type: Mapped[str] = mapped_column(String(80))
    width: Mapped[int | None]
    height: Mapped[int | None]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
