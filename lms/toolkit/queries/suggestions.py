"""What people would change about items, and what was answered."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.pages import rows_asked
from lms.toolkit.models import Item, ItemSuggestion
from lms.toolkit.policy import suggestions_answered_by

PAGE, MOST = 20, 20


def own_suggestions(item: Item, actor: Actor) -> Sequence[ItemSuggestion]:
    """Return what somebody said before about an item, with the answers, the newest first."""
    mine = select(ItemSuggestion).where(ItemSuggestion.item_id == item.id, ItemSuggestion.by_id == (actor.id or 0))
    return db.session.scalars(mine.order_by(ItemSuggestion.id.desc()).limit(MOST)).all()


def suggestions(actor: Actor, *, answered: bool, before: int | None = None) -> Sequence[ItemSuggestion]:
    """Return a page of what people suggested, for who answers; the newest first, one more when there is more."""
    told = ItemSuggestion.answered_at
    statement = _with_item(actor).where(told.is_not(None) if answered else told.is_(None))
    if before is not None:
        statement = statement.where(ItemSuggestion.id < before)
    return db.session.scalars(statement.order_by(ItemSuggestion.id.desc()).limit(rows_asked(PAGE))).all()


def suggestion_by_uid(uid: str, actor: Actor) -> ItemSuggestion | None:
    """Return one suggestion with its item, for who may answer it."""
    return db.session.scalar(_with_item(actor).where(ItemSuggestion.uid == uid))


def _with_item(actor: Actor) -> Select[ItemSuggestion]:
    ours = select(ItemSuggestion).join(ItemSuggestion.item).where(suggestions_answered_by(actor))
    return ours.options(contains_eager(ItemSuggestion.item))
