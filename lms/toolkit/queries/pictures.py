"""Reading one picture of an item."""

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
