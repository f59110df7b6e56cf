"""Saying which items belong with an item."""

from collections.abc import Collection

from sqlalchemy import delete, select

from lms.kernel.db import db
from lms.toolkit.enums import RelationKind
from lms.toolkit.models import Item, ItemRelation


def relate(item: Item, kind: RelationKind, slugs: Collection[str]) -> None:
    """Let an item have these relations of one kind and no other; then call :func:`publishing.mark`."""
    db.session.execute(delete(ItemRelation).where(ItemRelation.item_id == item.id, ItemRelation.kind == kind))
    others = db.session.scalars(select(Item.id).where(Item.slug.in_(list(slugs)), Item.id != item.id)).all()
    db.session.add_all(ItemRelation(item_id=item.id, kind=kind, other_id=other) for other in others)
    db.session.flush()
