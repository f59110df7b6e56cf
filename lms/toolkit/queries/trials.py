"""Trial versions with the stand each is in, and what waits at the desk of somebody who writes for the toolkit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor, Person, PlatformRole
from lms.kernel.db import db
from lms.toolkit.enums import DraftState, ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemDraft, ItemVersion
from lms.toolkit.policy import EDITORS, can_edit_items, can_make_items, items_edited_by

MOST_TRIALS = 50


@dataclass(frozen=True)
class Trial:
    """A trial version that readers have, with who wrote what stands there now, and who read it before it did."""

    item: Item
    by: str | None
    read_by: str | None
    published_at: datetime


@dataclass(frozen=True)
class Waiting:
    """How much waits for somebody who writes: texts to read, own drafts, texts to look at again, and trials."""

    to_read: int
    writing: int
    due: int
    tried: int
    judged: int


def trials_of(actor: Actor) -> Sequence[Trial]:
    """Return the trial versions somebody may write on, those without a verdict first; one more when there are more."""
    mine = (Item.kind == ItemKind.TRIAL, items_edited_by(actor))
    tried = and_(Item.status == ItemStatus.PUBLISHED, Item.verdict.is_(None))
    rows = db.session.execute(
        _current().where(*mine).order_by(tried.desc(), Item.changed_at.desc(), Item.id).limit(MOST_TRIALS + 1)
    )
    return [Trial(*row) for row in rows]


def trial_of(item: Item) -> Trial | None:
    """Return the stand of what readers have of an item; nothing before its first version."""
    row = db.session.execute(_current().where(Item.id == item.id)).one_or_none()
    return Trial(*row) if row else None


def waiting_for(actor: Actor, today: date) -> Waiting | None:
    """Return how much waits at somebody's desk, in one statement; nothing for who has no desk."""
    if not can_make_items(actor):
        return None
    mine = ItemDraft.by_id == actor.id
    to_read = [ItemDraft.state == DraftState.IN_REVIEW, ItemDraft.by_id.is_distinct_from(actor.id)]
    if not can_edit_items(actor):  # of two readers, one is an editor
        to_read.append(ItemDraft.by_id.in_(select(PlatformRole.person_id).where(PlatformRole.role.in_(EDITORS))))
    published = Item.status == ItemStatus.PUBLISHED
    trial = and_(published, Item.kind == ItemKind.TRIAL)
    counts = (
        _drafts(actor).where(*to_read),
        _drafts(actor).where(mine, ItemDraft.state == DraftState.WRITING),
        _items(actor).where(published, Item.review_on <= today),
        _items(actor).where(trial, Item.verdict.is_(None)),
        _items(actor).where(trial, Item.verdict.is_not(None)),
    )
    return Waiting(*db.session.execute(select(*(each.scalar_subquery() for each in counts))).one())


def _current() -> Select[Item, str, str, datetime]:
    writer, reader = aliased(Person), aliased(Person)
    current = and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.number)
    return (
        select(Item, writer.name, reader.name, ItemVersion.published_at)
        .join(ItemVersion, current)
        .outerjoin(writer, writer.id == ItemVersion.by_id)
        .outerjoin(reader, reader.id == ItemVersion.reviewed_by_id)
    )


def _drafts(actor: Actor) -> Select[Any]:
    return select(func.count(ItemDraft.item_id)).join(ItemDraft.item).where(items_edited_by(actor))


def _items(actor: Actor) -> Select[Any]:
    return select(func.count(Item.id)).where(items_edited_by(actor))
