"""Packages that an editor hands in: what would become of each, and drafts of what is new, for a second reader.

A package that somebody hands in is a text like any other: nobody publishes it alone, and nothing is overwritten. What
belongs with an item comes along when the item is new, for its second reader sees that too; of an item that readers
have, it stays as it is here, and who hands in is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from lms.accounts.models import Person
from lms.content.problems import Problem
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked, save_draft
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.relating import relate
from lms.toolkit.enums import ItemKind, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemDraft, ItemRelation, ItemText, ItemVersion
from lms.toolkit.queries.plain_forms import form_of
from lms.toolkit.queries.writing import fingerprint
from lms.toolkit.sync.applying import RELATIONS, plan
from lms.toolkit.sync.opening import Opened, name_of
from lms.toolkit.sync.packages import ItemPackage

Said = set[tuple[RelationKind, str]]


@dataclass(frozen=True)
class HandedIn:
    """The packages of a zip by what becomes of them; with ``problems`` nothing does."""

    problems: Sequence[Problem] = ()
    create: Sequence[ItemPackage] = ()
    update: Sequence[ItemPackage] = ()
    same: Sequence[ItemPackage] = ()
    """Readers have this text already."""
    conflict: Sequence[ItemPackage] = ()
    """Changed here in the meantime, or somebody writes on it: left alone."""
    skipped: Sequence[ItemPackage] = ()
    """Withdrawn or a draft where it comes from: left alone."""
    unrelated: Sequence[ItemPackage] = ()
    """Other items belong with it there than here, where readers have it: that is left alone."""

    @property
    def drafts(self) -> int:
        """How many drafts come of it."""
        return len(self.create) + len(self.update)


def sort_out(opened: Opened) -> HandedIn:
    """Return what would become of a zip; only reads, a handful of statements."""
    if opened.problems:
        return HandedIn(problems=opened.problems)
    given = [each for each in opened.packages if each.colophon.status == ItemStatus.PUBLISHED]
    made, busy, here = plan(given, whole=False), _busy(given), _here(given)
    planned = {uid: name for name in ("create", "update", "conflict") for uid in getattr(made, name)}
    lists: dict[str, list[ItemPackage]] = defaultdict(list)
    for each in given:
        fate = _fate(each, planned.get(each.uid, "same"), here.get(each.uid))
        lists["conflict" if each.uid in busy and fate != "same" else fate].append(each)
    read = [each for each in (*lists["same"], *lists["update"]) if each.uid in here]
    told = _said_here(read)
    return HandedIn(
        create=lists["create"],
        update=lists["update"],
        same=lists["same"],
        conflict=lists["conflict"],
        skipped=[each for each in opened.packages if each not in given],
        unrelated=[each for each in read if _said(each) != told[each.uid]],
    )


def take_over(opened: Opened, *, by: Person, origin: str) -> HandedIn:
    """Make a draft of each package that is new or newer; return what became of each. What is a conflict now stays."""
    if opened.problems:
        raise Refusal(_("In dit pakket klopt nog iets niet."), "file")
    _lock(opened.packages)
    found = sort_out(opened)
    items = [(package, _drafted(package, by, origin)) for package in (*found.create, *found.update)]
    for package, item in items:  # what belongs together is there now
        if item.number == 0:
            for kind, name in RELATIONS.items():
                relate(item, kind, getattr(package.colophon, name))
    return found


def _fate(package: ItemPackage, planned: str, here: tuple[ItemStatus, ItemText] | None) -> str:
    """Return the list a package stands in; what has the same words gives no draft."""
    if planned == "same" or here is None:
        return planned
    status, text = here
    if fingerprint(package.colophon, text) != fingerprint(package.colophon, package.text):
        return planned
    return "same" if status is ItemStatus.PUBLISHED else "conflict"


def _here(packages: Sequence[ItemPackage]) -> dict[str, tuple[ItemStatus, ItemText]]:
    """Return what readers have now of these items."""
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.number)
    wanted = select(Item.uid, Item.status, ItemVersion.text_json).join(ItemVersion, current)
    rows = db.session.execute(wanted.where(Item.uid.in_([each.uid for each in packages])))
    return {uid: (status, ItemText.from_json(text)) for uid, status, text in rows}


def _said_here(packages: Sequence[ItemPackage]) -> Mapping[str, Said]:
    """Return what belongs with these items here."""
    other, found = aliased(Item), defaultdict[str, Said](set)
    told = select(Item.uid, ItemRelation.kind, other.slug).join(ItemRelation, ItemRelation.item_id == Item.id)
    both = told.join(other, (other.id == ItemRelation.other_id) & (other.number > 0))
    for uid, kind, slug in db.session.execute(both.where(Item.uid.in_([each.uid for each in packages]))):
        found[uid].add((kind, slug))
    return found


def _said(package: ItemPackage) -> Said:
    return {(kind, slug) for kind, name in RELATIONS.items() for slug in getattr(package.colophon, name)}


def _lock(packages: Iterable[ItemPackage]) -> None:
    """Keep editors and other zips waiting, so that what is found now holds until it is written."""
    rows = (
        select(Item)
        .where(Item.uid.in_([each.uid for each in packages]))
        .order_by(Item.id)
        .with_for_update(key_share=True)
    )
    db.session.scalars(rows, execution_options={"populate_existing": True}).all()


def _drafted(package: ItemPackage, by: Person, origin: str) -> Item:
    """Make a draft of a package, and return its item."""
    item = _item_of(package)
    working = locked(item)
    if working.draft is not None:  # begun after we looked, of something that was not there to be locked
        raise _taken()
    for media in package.media:
        store_picture(item, name_of(media), media.content)
    working = save_draft(item, form_of(package.text), stand=working.stand, by=by, origin=origin)
    if working.draft is not None:
        working.draft.reason = package.colophon.reason
    if item.number == 0:
        item.review_on = package.colophon.review
    db.session.flush()
    audit.record("toolkit.hand_in", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)
    return item


def _busy(packages: Sequence[ItemPackage]) -> set[str]:
    """Return the uids on which somebody writes here, or whose address is of something else."""
    uids, slugs = [each.uid for each in packages], [each.slug for each in packages]
    rows = db.session.execute(
        select(Item.uid, Item.slug, ItemDraft.item_id)
        .outerjoin(ItemDraft, ItemDraft.item_id == Item.id)
        .where(Item.uid.in_(uids) | Item.slug.in_(slugs))
    ).all()
    here = {row.slug: row.uid for row in rows}
    given = {each.uid: each.slug for each in packages}
    moved = {row.uid for row in rows if given.get(row.uid, row.slug) != row.slug}
    written = {row.uid for row in rows if row.item_id is not None}
    return written | moved | {each.uid for each in packages if here.get(each.slug, each.uid) != each.uid}


def _item_of(package: ItemPackage) -> Item:
    item = db.session.scalar(select(Item).where(Item.uid == package.uid))
    if item is None:
        text = package.text
        item = Item(uid=package.uid, slug=package.slug, kind=ItemKind(text.kind), title=text.title, summary="")
        try:
            with db.session.begin_nested():
                db.session.add(item)
        except IntegrityError as taken:
            raise _taken() from taken
    return item


def _taken() -> Refusal:
    return Refusal(_("Iemand nam dit net ook over. Bekijk opnieuw wat erin zit."), "file")
