"""Lists of items: what a reader looks for, and what somebody keeps. The same number of statements however long."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, exists, select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.search import SearchEntry, hits, place
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemStep, SavedItem
from lms.toolkit.queries.filters import Filters

PAGE = 24
#: Under which kind, and for whom, publishing puts items in the search index.
KINDS, PUBLIC = ("toolkit",), ("public",)


@dataclass(frozen=True)
class ItemList:
    """A page of items, with the keys of the steps of each; ``after`` asks for the next page, nothing on the last."""

    items: Sequence[Item] = ()
    steps: Mapping[int, Sequence[str]] = field(default_factory=dict)
    after: str = ""

    @property
    def mark(self) -> str:
        """Another one when anything that the list shows is."""
        return repr(
            [(each.id, each.changed_at.isoformat(), self.steps.get(each.id)) for each in self.items] + [self.after]
        )


def items(filters: Filters, *, after: str = "") -> ItemList:
    """Return a page of what fits, by name; with words, the best hits first. Two statements, one when nothing fits."""
    if filters.words:
        return _found(filters, after)
    statement = select(Item).where(*filters.conditions, Item.slug > after).order_by(Item.slug)
    rows = db.session.scalars(statement.limit(PAGE + 1)).all()
    return _listed(rows, rows[PAGE - 1].slug if len(rows) > PAGE else "")


def saved_items(person: Person, *, after: str = "") -> ItemList:
    """Return a page of what somebody keeps, by name, also what was withdrawn since."""
    kept = select(Item).join(SavedItem, SavedItem.item_id == Item.id).where(SavedItem.person_id == person.id)
    there = kept.where(Item.status != ItemStatus.DRAFT, Item.slug > after).order_by(Item.slug)
    rows = db.session.scalars(there.limit(PAGE + 1)).all()
    return _listed(rows, rows[PAGE - 1].slug if len(rows) > PAGE else "")


def is_saved(item: Item, person: Person) -> bool:
    """Return whether somebody keeps an item, in one statement."""
    mine = (SavedItem.person_id == person.id, SavedItem.item_id == item.id)
    return db.session.scalar(select(SavedItem.item_id).where(*mine)) is not None


def steps_of(ids: Collection[int]) -> dict[int, list[str]]:
    """Return the keys of the steps that items belong to, by id; one statement."""
    found = defaultdict(list)
    rows = db.session.execute(select(ItemStep.item_id, ItemStep.step_key).where(ItemStep.item_id.in_(ids)))
    for item_id, key in rows:
        found[item_id].append(key)
    return found


def _found(filters: Filters, after: str) -> ItemList:
    fits = exists().where(Item.uid == SearchEntry.key, *filters.conditions)
    narrowed = [fits] if filters.without("words").narrow else []  # what is published is all that is indexed
    found = hits(filters.words, scopes=PUBLIC, kinds=KINDS, after=after, limit=PAGE + 1, where=narrowed)
    if found is None:
        return ItemList()
    statement: Select[Any] = select(Item, found.c.tier, found.c.id).join(found, found.c.key == Item.uid)
    ordered = statement.where(*filters.conditions).order_by(found.c.tier.desc(), found.c.id.desc())
    rows = db.session.execute(ordered.limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return _listed([row[0] for row in rows], place(last[1], last[2]) if last else "")


def _listed(rows: Sequence[Item], after: str) -> ItemList:
    shown = rows[:PAGE]
    return ItemList(shown, steps_of([each.id for each in shown]) if shown else {}, after)
