"""What lines of the log are about, by the title of the item: never what people told of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, bindparam, literal, select, union_all

from lms.kernel.db import db
from lms.toolkit.models import Item, ItemReport, ItemSuggestion

#: What hangs on an item, by the kind that the log calls it.
ON_ITEM: Mapping[str, Any] = {"report": ItemReport, "suggestion": ItemSuggestion}
KINDS = ("toolkit", *ON_ITEM)


def titles_in_log(codes: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the title of the item by kind and uid, in one statement; what is gone has none."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for kind, which in codes:
        if kind in KINDS:
            wanted[kind].append(which)
    if not wanted:
        return {}
    rows = db.session.execute(_titles(tuple(sorted(wanted))), wanted)
    return {(kind, which): title for kind, which, title in rows}


@cache
def _titles(kinds: tuple[str, ...]) -> CompoundSelect[str, str, str]:
    return union_all(*map(_title, kinds))


def _title(kind: str) -> Select[str, str, str]:
    table = ON_ITEM.get(kind, Item)
    named = select(literal(kind, String), table.uid, Item.title).where(table.uid.in_(bindparam(kind, expanding=True)))
    return named if table is Item else named.join(Item, Item.id == table.item_id)
