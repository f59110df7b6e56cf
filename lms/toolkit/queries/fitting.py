"""What fits the step that people are at."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.kernel.db import db
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemStep

FEW = 3


def items_for_step(key: str, *, most: int = FEW) -> Sequence[Item]:
    """Return published items that belong to a step, what takes the least time first; one statement."""
    there = select(Item).join(ItemStep, ItemStep.item_id == Item.id).where(ItemStep.step_key == key)
    published = there.where(Item.status == ItemStatus.PUBLISHED)
    return db.session.scalars(published.order_by(Item.minutes_to, Item.slug).limit(most)).all()
