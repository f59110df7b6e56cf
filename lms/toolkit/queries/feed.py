"""What machines follow: new and changed items, and the address of everything that can be read."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Row, select

from lms.kernel.db import db
from lms.toolkit.enums import Change, ItemStatus
from lms.toolkit.models import Item, ItemVersion

NEWEST, MOST_ADDRESSES = 30, 45_000  # a sitemap holds 50,000


def newest_versions() -> Sequence[Row[str, str, str, int, str, datetime]]:
    """Return new items and real changes of items, the newest first; mended words are no news. One statement."""
    news = (Item.slug, Item.title, Item.summary, ItemVersion.number, ItemVersion.reason, ItemVersion.published_at)
    real = (Item.status == ItemStatus.PUBLISHED, ItemVersion.change == Change.REAL)
    statement = select(*news).join(Item, Item.id == ItemVersion.item_id).where(*real)
    newest = statement.order_by(ItemVersion.published_at.desc(), ItemVersion.item_id.desc(), ItemVersion.number.desc())
    return db.session.execute(newest.limit(NEWEST)).all()


def item_addresses() -> Iterator[tuple[str, datetime]]:
    """Return the path of each published item and when it changed, by name; one statement."""
    there = select(Item.slug, Item.changed_at).where(Item.status == ItemStatus.PUBLISHED)
    for slug, changed_at in db.session.execute(there.order_by(Item.slug).limit(MOST_ADDRESSES)):
        yield f"/toolkit/{slug}", changed_at
