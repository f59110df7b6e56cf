"""Saying which items belong with an item."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.publishing import mark
from lms.toolkit.enums import RelationKind
from lms.toolkit.models import Item, ItemRelation, ItemVersion


def say_what_belongs(item: Item, told: Mapping[RelationKind, Collection[str]], *, by: Person, origin: str) -> None:
    """Let an editor say what belongs with an item; refuse the address of nothing, of itself, or said twice."""
    named = [slug for slugs in told.values() for slug in dict.fromkeys(slugs)]
    known = set(db.session.scalars(select(Item.slug).where(Item.slug.in_(named), Item.number > 0)))
    for kind, slugs in told.items():
        for slug in slugs:
            if slug not in known or slug == item.slug:
                raise Refusal(_("Er is geen ander item met dit adres: %(slug)s", slug=slug), kind.value)
            if named.count(slug) > 1:
                raise Refusal(_("Dit staat er bij meer dan één vraag: %(slug)s", slug=slug), kind.value)
    for kind, slugs in told.items():
        relate(item, kind, slugs)
    if version := db.session.get(ItemVersion, (item.id, item.number)):
        mark(item, version.text)
    audit.record("toolkit.relate", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)


def relate(item: Item, kind: RelationKind, slugs: Collection[str]) -> None:
    """Let an item have these relations of one kind and no other; then call :func:`publishing.mark`."""
    db.session.execute(delete(ItemRelation).where(ItemRelation.item_id == item.id, ItemRelation.kind == kind))
    others = db.session.scalars(select(Item.id).where(Item.slug.in_(list(slugs)), Item.id != item.id)).all()
    db.session.add_all(ItemRelation(item_id=item.id, kind=kind, other_id=other) for other in others)
    db.session.flush()
