"""Lists of items: what a reader looks for, and what somebody keeps. The same number of statements however long."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    exists,
    literal_column,
    select,
    union_all,
)

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.pages import page_of, rows_asked
from lms.kernel.search import SearchEntry, hits, place
from lms.kernel.search_nearly import nearly
from lms.kernel.search_slips import meant
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemStep, SavedItem
from lms.toolkit.queries.filters import Filters

PAGE = 24
#: Under which kind, and for whom, publishing puts items in the search index.
KINDS, PUBLIC = ("toolkit",), ("public",)


@dataclass(frozen=True)
class ItemList:
    """A page of items, with the keys of the steps of each; ``after`` asks for the next page, nothing on the last.

    ``meant`` are the words that were looked for instead, when what somebody typed held a slip; ``nearly`` says that
    nothing holds all the words, and these hold most. ``order`` are the keys of the steps that the list is told by.
    """

    items: Sequence[Item] = ()
    steps: Mapping[int, Sequence[str]] = field(default_factory=dict)
    after: str = ""
    meant: str = ""
    nearly: bool = False
    order: Sequence[str] = ()

    @property
    def groups(self) -> list[tuple[str, list[Item]]]:
        """The items by the first step of each, or all under none."""
        return [(key, list(some)) for key, some in groupby(self.items, self._first_step)]

    def _first_step(self, item: Item) -> str:
        return next((key for key in self.order if key in self.steps.get(item.id, ())), "")

    @property
    def mark(self) -> str:
        """Another one when anything that the list shows is."""
        return repr(
            [(each.id, each.changed_at.isoformat(), self.steps.get(each.id)) for each in self.items]
            + [self.after, self.meant, self.nearly]
        )


def items(filters: Filters, order: Sequence[str] = (), *, after: str = "") -> ItemList:
    """Return a page of what fits; two statements, one when nothing fits, four more for words that are not found.

    With words the best hits come first. Else who did not choose a step sees the items by the first step they belong to,
    as ``order`` tells, and within a step by name.
    """
    if filters.words:
        found = _found(filters, after)
        return found if found.items or after else _meant(filters) or _nearly(filters)
    if order and not filters.step:
        return _by_step(filters, order, after)
    statement = select(Item).where(*filters.conditions, Item.slug > after).order_by(Item.slug)
    return _by_name(statement)


def saved_items(person: Person, *, after: str = "") -> ItemList:
    """Return a page of what somebody keeps, by name, also what was withdrawn since."""
    kept = select(Item).join(SavedItem, SavedItem.item_id == Item.id).where(SavedItem.person_id == person.id)
    there = kept.where(Item.status != ItemStatus.DRAFT, Item.slug > after).order_by(Item.slug)
    return _by_name(there)


def is_saved(item: Item, person: Person) -> bool:
    """Return whether somebody keeps an item, in one statement."""
    mine = (SavedItem.person_id == person.id, SavedItem.item_id == item.id)
    return db.session.scalar(select(SavedItem.item_id).where(*mine)) is not None


def steps_of(ids: Collection[int]) -> dict[int, list[str]]:
    """Return the keys of the steps that items belong to, by id; one statement."""
    found = defaultdict(list)
    for item_id, key in db.session.execute(_steps(), {"ids": ids}):
        found[item_id].append(key)
    return found


@cache
def _steps() -> Select[int, str]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return select(ItemStep.item_id, ItemStep.step_key).where(ItemStep.item_id.in_(ids))


def _found(filters: Filters, after: str) -> ItemList:
    where, most = _narrowed(filters), rows_asked(PAGE)
    return _told(filters, hits(filters.words, scopes=PUBLIC, kinds=KINDS, after=after, limit=most, where=where))


def _nearly(filters: Filters) -> ItemList:
    """Return what holds most of the words, on one page."""
    where = _narrowed(filters)
    found = _told(filters, nearly(filters.words, scopes=PUBLIC, kinds=KINDS, limit=PAGE, where=where))
    return replace(found, after="", nearly=bool(found.items))


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    fits = exists().where(Item.uid == SearchEntry.key, *filters.conditions)
    return [fits] if filters.without("words").narrow else []  # what is published is all that is indexed


def _told(filters: Filters, found: CTE | None) -> ItemList:
    if found is None:
        return ItemList()
    statement: Select[Any] = select(Item, found.c.tier, found.c.id).join(found, found.c.key == Item.uid)
    ordered = statement.where(*filters.conditions).order_by(found.c.tier.desc(), found.c.id.desc())
    rows = db.session.execute(ordered.limit(rows_asked(PAGE))).all()
    shown = page_of(rows, PAGE)
    return _listed([row[0] for row in shown], place(*shown[-1][1:]) if len(shown) < len(rows) else "")


def _meant(filters: Filters) -> ItemList | None:
    """Return what is found by the words as somebody probably meant them; nothing when they meant what they typed."""
    words = meant(filters.words, scopes=PUBLIC, kinds=KINDS)
    return replace(_found(filters.with_one("words", words), ""), meant=words) if words else None


def _by_step(filters: Filters, order: Sequence[str], after: str) -> ItemList:
    """Return a page in the order of the steps; each step stops at a page, so that it costs the same however much."""
    most = rows_asked(PAGE)
    ordered = _steps_after(filters, order, after, most) if filters.narrow or after else _start(tuple(order), most)
    rows = db.session.execute(ordered).all()
    shown = page_of(rows, PAGE)
    more = f"{shown[-1][1]}-{shown[-1][0].slug}" if len(shown) < len(rows) else ""
    return replace(_listed([row[0] for row in shown], more), order=order)


@lru_cache(maxsize=8)  # one for each card that readers see
def _start(order: tuple[str, ...], most: int) -> Select[Any]:
    """Return what the page asks that most readers open; building it took longer than asking it."""
    return _steps_after(Filters(), order, "", most)


def _steps_after(filters: Filters, order: Sequence[str], after: str, most: int) -> Select[Any]:
    reached, slug = _reached(after, len(order))
    branches = [
        select(Item.id, literal_column(str(place), Integer).label("place"))
        .where(*filters.conditions, *_first_at(place, order), Item.slug > (slug if place == reached else ""))
        .order_by(Item.slug)
        .limit(most)
        .subquery()
        .select()
        for place in range(reached, len(order) + 1)
    ]
    found = union_all(*branches).subquery()
    ordered = select(Item, found.c.place).join(found, found.c.id == Item.id).order_by(found.c.place, Item.slug)
    return ordered.limit(most)


def _first_at(place: int, order: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return what holds of an item whose first step stands here; behind the last stand those with none of them."""
    none_before = [~_belongs_to(order[:place])] if place else []
    return none_before + [_belongs_to(order[place : place + 1])] if place < len(order) else none_before


def _belongs_to(keys: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(ItemStep.item_id == Item.id, ItemStep.step_key.in_(keys))


def _reached(after: str, most: int) -> tuple[int, str]:
    """Return the place in the order that a list goes on from, and the name there; a strange one is the beginning."""
    place, _dash, slug = after.partition("-")
    known = place.isascii() and place.isdigit() and len(place) < 4 and int(place) <= most
    return (int(place), slug) if known else (0, "")


def _by_name(statement: Select[Item]) -> ItemList:
    rows = db.session.scalars(statement.limit(rows_asked(PAGE))).all()
    shown = page_of(rows, PAGE)
    return _listed(shown, shown[-1].slug if len(shown) < len(rows) else "")


def _listed(shown: Sequence[Item], after: str) -> ItemList:
    return ItemList(shown, steps_of([each.id for each in shown]) if shown else {}, after)
