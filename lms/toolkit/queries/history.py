"""The versions of an item: who published them, when and why."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Person
from lms.kernel.db import db
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
    return db.session.execute(statement.order_by(version.number.desc()).limit(PAGE + 1)).all()


def has_version(item: Item, number: int) -> bool:
    """Return whether there is a version with this number."""
    return db.session.get(ItemVersion, (item.id, number)) is not None


def current_text(item: Item) -> ItemText | None:
    """Return what is published now, also of an item that was withdrawn; nothing before the first version."""
    version = db.session.get(ItemVersion, (item.id, item.number))
    return version.text if version else None
