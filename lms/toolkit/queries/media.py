"""One picture of an item, for readers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemPicture
from lms.toolkit.policy import items_seen_by


@dataclass(frozen=True)
class Drawn:
    """A picture with its content, and whether everybody may see it."""

    picture: ItemPicture
    public: bool


def picture_of(slug: str, file: str, actor: Actor) -> Drawn | None:
    """Return a picture of an item that the actor may know of; one statement."""
    wanted = select(ItemPicture, Item.status).join(Item, Item.id == ItemPicture.item_id)
    here = wanted.where(Item.slug == slug, ItemPicture.file == file, items_seen_by(actor))
    with_content = here.options(undefer(ItemPicture.content))
    row = db.session.execute(with_content, execution_options={"populate_existing": True}).one_or_none()
    return Drawn(row[0], row[1] is not ItemStatus.DRAFT) if row else None
