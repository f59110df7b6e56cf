"""Keeping a picture of an item by its content, so that an old version keeps its own."""

from hashlib import sha256
from pathlib import PurePosixPath

from lms.content.pictures import made_name, refuse_unsafe
from lms.content.read.media import TYPES, svg_size
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemPicture


def store_picture(item: Item, name: str, content: bytes) -> str:
    """Keep a picture and return the name that a text gives it; refuse what could do anything but be seen.

    Photos that people send must have been through :func:`lms.kernel.pictures.clean`.
    """
    refuse_unsafe(name, content)
    file = made_name(name, content)
    if db.session.get(ItemPicture, (item.id, file)) is None:
        suffix = PurePosixPath(name).suffix
        width, height = svg_size(content) if suffix == ".svg" else (None, None)
        picture = ItemPicture(item_id=item.id, file=file, sha256=sha256(content).hexdigest(), content=content)
        picture.content_type, picture.width, picture.height = TYPES[suffix], width, height
        db.session.add(picture)
        db.session.flush()
    return file
