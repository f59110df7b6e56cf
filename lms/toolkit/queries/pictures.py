"""The pictures of an item, for who writes on it."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemPicture
from lms.toolkit.policy import items_edited_by


def picture_to_edit(slug: str, file: str, actor: Actor) -> ItemPicture | None:
    """Return a picture of an item with its content, for who may write on the item."""
    wanted = select(ItemPicture).join(Item, Item.id == ItemPicture.item_id)
    here = wanted.where(Item.slug == slug, ItemPicture.file == file, items_edited_by(actor))
    return db.session.scalar(here.options(undefer(ItemPicture.content)), execution_options={"populate_existing": True})


def sizes_of(item: Item) -> dict[str, tuple[int, int]]:
    """Return width and height of the pictures of which we know them, by file."""
    here = select(ItemPicture.file, ItemPicture.width, ItemPicture.height).where(ItemPicture.item_id == item.id)
    rows = db.session.execute(here.where(ItemPicture.width.is_not(None), ItemPicture.height.is_not(None)))
    return {file: (width or 0, height or 0) for file, width, height in rows}
