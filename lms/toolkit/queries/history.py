"""The versions of an item: who published them, when and why."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.pages import rows_asked
from lms.toolkit.models import Item, ItemText, ItemVersion

PAGE = 50


def versions_of(item: Item, *, before: int | None = None) -> Sequence[Row]:
    """Return a page of versions, the newest first, without their text; one more when there is more."""
    writer, reader = aliased(Person), aliased(Person)
    version = ItemVersion
    told = (version.number, version.change, version.reason, version.published_at)
    statement = (
        select(*told, writer.name.label("by"), reader.name.label("reviewed_by"))
        .outerjoin(writer, writer.id == version.by_id)
        .outerjoin(reader, reader.id == version.reviewed_by_id)
        .where(version.item_id == item.id)
    )
    if before is not None:
        statement = statement.where(version.number < before)
    return db.session.execute(statement.order_by(version.number.desc()).limit(rows_asked(PAGE))).all()


def has_version(item: Item, number: int) -> bool:
    """Return whether there is a version with this number."""
    return db.session.get(ItemVersion, (item.id, number)) is not None


def texts_now(uids: Collection[str]) -> dict[str, tuple[int, ItemText]]:
    """Return the number and the text of what was last published of these items, by uid; one statement."""
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.number)
    wanted = select(Item.uid, ItemVersion.number, ItemVersion.text_json).join(ItemVersion, current)
    rows = db.session.execute(wanted.where(Item.uid.in_(uids)))
    return {uid: (number, ItemText.from_json(text)) for uid, number, text in rows}


def current_text(item: Item) -> ItemText | None:
    """Return what is published now, also of an item that was withdrawn; nothing before the first version."""
    version = db.session.get(ItemVersion, (item.id, item.number))
    return version.text if version else None
