"""What lines of the log are about, by the title of the item: never what people told of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import String, literal, select, union_all

from lms.kernel.db import db
from lms.toolkit.models import Item, ItemReport, ItemSuggestion

#: What hangs on an item, by the kind that the log calls it.
ON_ITEM: Mapping[str, Any] = {"report": ItemReport, "suggestion": ItemSuggestion}
KINDS = ("toolkit", *ON_ITEM)


def titles_in_log(codes: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the title of the item by kind and uid, in one statement; what is gone has none."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, which in codes:
        wanted[kind].add(which)
    selects = []
    if uids := wanted.get("toolkit"):
        selects.append(select(literal("toolkit", String), Item.uid, Item.title).where(Item.uid.in_(uids)))
    for kind, table in ON_ITEM.items():
        if uids := wanted.get(kind):
            named = select(literal(kind, String), table.uid, Item.title).join(Item, Item.id == table.item_id)
            selects.append(named.where(table.uid.in_(uids)))
    if not selects:
        return {}
    return {(kind, which): title for kind, which, title in db.session.execute(union_all(*selects))}
