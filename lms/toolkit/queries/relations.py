"""What belongs with an item: items to do before, together, after or in its place, from whichever side it was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from sqlalchemy import BindParameter, Select, and_, bindparam, or_, select

from lms.kernel.db import db
from lms.toolkit.enums import ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemRelation, ItemStep


class Place(StrEnum):
    """Where another item stands, seen from the one that is read; in the order in which readers get them."""

    BEFORE = "before"
    TOGETHER = "together"
    AFTER = "after"
    INSTEAD = "instead"


#: Where the other stands, when the item itself said it and when the other did.
PLACES = {
    RelationKind.FOLLOWS: (Place.BEFORE, Place.AFTER),
    RelationKind.COMBINES: (Place.TOGETHER, Place.TOGETHER),
    RelationKind.ALTERNATIVE: (Place.INSTEAD, Place.INSTEAD),
}


@dataclass
class Related:
    """Another item with its place and the keys of its steps."""

    place: Place
    slug: str
    title: str
    steps: list[str] = field(default_factory=list)


def related_to(item: Item) -> Sequence[Related]:
    """Return the published items that belong with an item, each once, by place and name; one statement."""
    rows = db.session.execute(_beside(), {"item": item.id})
    found: dict[str, Related] = {}
    order = list(Place)
    for kind, teller, slug, title, step in rows:
        place = PLACES[kind][0 if teller == item.id else 1]
        related = found.setdefault(slug, Related(place, slug, title))
        related.place = min(related.place, place, key=order.index)
        if step and step not in related.steps:
            related.steps.append(step)
    return sorted(found.values(), key=lambda each: (order.index(each.place), each.slug))


@cache
def _beside() -> Select[RelationKind, int, str, str, str | None]:
    item: BindParameter[int] = bindparam("item")
    said = and_(ItemRelation.item_id == item, ItemRelation.other_id == Item.id)
    told = and_(ItemRelation.other_id == item, ItemRelation.item_id == Item.id)
    return (
        select(ItemRelation.kind, ItemRelation.item_id, Item.slug, Item.title, ItemStep.step_key)
        .join(Item, or_(said, told))
        .outerjoin(ItemStep, ItemStep.item_id == Item.id)
        .where(Item.status == ItemStatus.PUBLISHED)
    )


def grouped(related: Sequence[Related]) -> Mapping[Place, Sequence[Related]]:
    """Return what belongs with an item by place, places without any left out."""
    return {place: found for place in Place if (found := [each for each in related if each.place is place])}
