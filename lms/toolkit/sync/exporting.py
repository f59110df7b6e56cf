"""Writing what is stored as folders that a sync reads back without a change."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.content.export import replace_folder
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemPicture, ItemText, ItemVersion
from lms.toolkit.queries.writing import picture_names, written
from lms.toolkit.sync.packages import FILE, FOLDER

FRESH = {"populate_existing": True}  # the deferred content too, when a row was read before


def export(root: Path) -> Iterator[Path]:
    """Let each item that was ever published have its folder below the root, and give each path as it is written."""
    for slug in db.session.scalars(select(Item.slug).where(Item.number > 0).order_by(Item.slug)).all():
        current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.number)
        wanted = select(Item, ItemVersion).join(ItemVersion, current).where(Item.slug == slug)
        item, version = db.session.execute(wanted).one()
        yield from replace_folder(root / FOLDER / slug, files_of(item, version.text))


def files_of(item: Item, text: ItemText) -> Iterator[tuple[str, bytes]]:
    """Give every file of an item by its path in the folder of that item."""
    yield FILE, written(item, text).encode()
    names = picture_names(text)
    pictures = select(ItemPicture).where(ItemPicture.item_id == item.id, ItemPicture.file.in_(list(names)))
    ordered = pictures.order_by(ItemPicture.file).options(undefer(ItemPicture.content))
    for picture in db.session.scalars(ordered, execution_options=FRESH):
        yield f"{MEDIA_FOLDER}/{names[picture.file]}", picture.content
