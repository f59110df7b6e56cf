"""Reading one item: its current version or any other."""

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemText, ItemVersion
from lms.toolkit.policy import items_seen_by


@dataclass(frozen=True)
class Shown:
    """An item with the version a reader asked for."""

    item: Item
    version: ItemVersion
    text: ItemText

    @property
    def is_current(self) -> bool:
        """Whether this is the newest version."""
        return self.version.number == self.item.number


def item_by_slug(slug: str, actor: Actor) -> Item | None:
    """Return an item the actor may know of, also a draft or a withdrawn one."""
    wanted = select(Item).where(Item.slug == slug, items_seen_by(actor))
    return db.session.scalars(wanted.options(joinedload(Item.replaced_by), joinedload(Item.owner))).one_or_none()


def shown_by_slug(slug: str, actor: Actor, number: int | None = None) -> Shown | None:
    """Return an item with a version, the current one unless told; one statement."""
    same = and_(ItemVersion.item_id == Item.id, ItemVersion.number == (Item.number if number is None else number))
    wanted = select(Item, ItemVersion).join(ItemVersion, same).where(Item.slug == slug, items_seen_by(actor))
    row = db.session.execute(wanted.options(joinedload(Item.replaced_by), joinedload(Item.owner))).one_or_none()
    return Shown(row[0], row[1], row[1].text) if row else None
