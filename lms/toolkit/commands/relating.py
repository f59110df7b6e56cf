"""Saying which items belong with an item."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked
from lms.toolkit.commands.publishing import mark
from lms.toolkit.enums import DraftState, RelationKind
from lms.toolkit.models import Item, ItemRelation, ItemVersion
from lms.toolkit.policy import can_relate
from lms.toolkit.queries.drafts import slugs_related
from lms.toolkit.queries.stands import relations_stand


def say_what_belongs(
    item: Item, told: Mapping[RelationKind, Collection[str]], *, stand: str, by: Person, origin: str
) -> None:
    """Say what belongs with an item; readers see that on both pages, so a second pair of eyes reads it along.

    ``stand`` is what the page showed (:func:`relations_stand`); when it changed since, this raises :class:`Overtaken`.
    """
    working = locked(item)
    if not can_relate(by, item):
        raise Refusal(_("Dit staat op de site. Wat erbij hoort, zegt een redacteur."))
    _refuse_what_is_not_there(item, told)
    there = slugs_related(item)
    if {kind: set(slugs) for kind, slugs in there.items()} == {kind: set(slugs) for kind, slugs in told.items()}:
        return
    if stand != relations_stand(there):
        raise Overtaken(_("Iemand anders zei intussen wat erbij hoort. Kijk eerst wat er nu staat."))
    for kind, slugs in told.items():
        relate(item, kind, slugs)
    if version := db.session.get(ItemVersion, (item.id, item.number)):
        mark(item, version.text)
    elif working.draft is not None:  # what is published for the first time is read anew, as after every change
        draft = working.draft
        draft.state, draft.asked_by_id, draft.by_id, draft.saved_at = DraftState.WRITING, None, by.id, now()
        db.session.flush()
    audit.record("toolkit.relate", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)


def _refuse_what_is_not_there(item: Item, told: Mapping[RelationKind, Collection[str]]) -> None:
    """Refuse the address of nothing, of the item itself, or what is said twice."""
    named = [slug for slugs in told.values() for slug in dict.fromkeys(slugs)]
    known = set(db.session.scalars(select(Item.slug).where(Item.slug.in_(named), Item.number > 0)))
    for kind, slugs in told.items():
        for slug in slugs:
            if slug not in known or slug == item.slug:
                raise Refusal(_("Er is geen ander item met dit adres: %(slug)s", slug=slug), kind.value)
            if named.count(slug) > 1:
                raise Refusal(_("Dit staat er bij meer dan één vraag: %(slug)s", slug=slug), kind.value)


def relate(item: Item, kind: RelationKind, slugs: Collection[str]) -> None:
    """Let an item have these relations of one kind and no other; then call :func:`publishing.mark`."""
    db.session.execute(delete(ItemRelation).where(ItemRelation.item_id == item.id, ItemRelation.kind == kind))
    others = db.session.scalars(select(Item.id).where(Item.slug.in_(list(slugs)), Item.id != item.id)).all()
    db.session.add_all(ItemRelation(item_id=item.id, kind=kind, other_id=other) for other in others)
    db.session.flush()
