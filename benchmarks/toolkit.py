"""What is measured of the toolkit: the list, an item, and looking for a word among ten thousand items."""

from functools import cache

from flask import Flask
from sqlalchemy import insert, select

from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.search import SearchEntry, put
from lms.kernel.work import unit_of_work
from lms.toolkit.commands.publishing import KIND, PUBLIC
from lms.toolkit.models import Item, ItemStep

MANY = 10_000
STEPS = ("wijk", "doen", "team")
WORD = "wijk"  # the densest: every entry that is made here holds it
PUBLIC_PAGES = {
    "toolkit": "/toolkit",
    "toolkit, gekozen": "/toolkit?stap=wijk&tijd=60&groep=8",
    "werkvorm": "/toolkit/wijkverkenning-met-een-kenner",
}
SEARCHES = {
    "zoeken, 10.000 werkvormen": f"/toolkit?q={WORD}",
    "zoeken en kiezen, 10.000": f"/toolkit?q={WORD}&stap=wijk&tijd=60&groep=8",
}


@cache
def fill(app: Flask) -> tuple[()]:
    """Publish ten thousand items, once, in lists and in the search index; their texts are nobody's to read."""
    with app.app_context():
        with unit_of_work():
            uids = [new_uid() for _number in range(MANY)]
            db.session.execute(insert(Item), [_item(number, uid) for number, uid in enumerate(uids)])
            ids = db.session.scalars(select(Item.id).where(Item.slug.startswith("vorm-"))).all()
            steps = [{"item_id": each, "step_key": STEPS[each % len(STEPS)]} for each in ids]
            db.session.execute(insert(ItemStep), steps)
            put(KIND, uids[0], title="Vorm 0", text=f"Loop door de {WORD}.", url="/toolkit/vorm-0", scopes=PUBLIC)
            entry = db.session.scalars(select(SearchEntry).where(SearchEntry.key == uids[0])).one()
            same = {name: getattr(entry, name) for name in ("kind", "title", "text", "url", "language", "words")}
            db.session.execute(insert(SearchEntry), [{**same, "key": uid} for uid in uids[1:]])
        db.session.remove()
    return ()


def _item(number: int, uid: str) -> dict[str, object]:
    least = 15 + number % 90
    told = {"uid": uid, "slug": f"vorm-{number}", "title": f"Vorm {number}", "summary": f"Iets in de {WORD}."}
    numbers = {"minutes_from": least, "minutes_to": least + 15, "group_from": 2, "group_to": 4 + number % 20}
    return {**told, **numbers, "kind": "werkvorm", "status": "published", "number": 1}
