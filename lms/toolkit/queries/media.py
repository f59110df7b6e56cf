"""One picture of an item: for everybody when a published version shows it, and else for who writes on the item."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, exists, or_, select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemPicture, ItemVersion
from lms.toolkit.policy import items_edited_by


@dataclass(frozen=True)
class Drawn:
    """A picture with its content, and whether everybody may see it."""

    picture: ItemPicture
    public: bool


def picture_of(slug: str, file: str, actor: Actor) -> Drawn | None:
    """Return a picture of an item that the actor may know of; one statement."""
    shown = _is_shown()
    wanted = select(ItemPicture, shown).join(Item, Item.id == ItemPicture.item_id)
    here = wanted.where(Item.slug == slug, ItemPicture.file == file, or_(shown, items_edited_by(actor)))
    with_content = here.options(undefer(ItemPicture.content))
    row = db.session.execute(with_content, execution_options={"populate_existing": True}).one_or_none()
    return Drawn(row[0], row[1]) if row else None


def _is_shown() -> ColumnElement[bool]:
    """Say that a version shows this picture: its JSON names it; no name has a sign that means something to LIKE."""
    named = cast(ItemVersion.text_json, Text).like('%"file": "' + ItemPicture.file + '"%')
    return exists().where(ItemVersion.item_id == ItemPicture.item_id, named)
