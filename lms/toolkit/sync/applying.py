"""Comparing packages with what is stored, and carrying out the plan: nothing is ever deleted or overwritten."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from lms.accounts.models import Person
from lms.content.plan import Kept, Plan, make_plan
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.kernel import audit, search
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import KIND, mark, publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.enums import Change, ItemKind, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemText, ItemVersion
from lms.toolkit.queries.writing import CHANGES, fingerprint
from lms.toolkit.sync.packages import ItemPackage

ORIGIN = "sync"
RELATIONS = {
    RelationKind.FOLLOWS: "follows",
    RelationKind.COMBINES: "combines",
    RelationKind.ALTERNATIVE: "alternatives",
}
CHANGE_OF = {words: change for change, words in CHANGES.items()}


def plan(packages: Sequence[ItemPackage], *, whole: bool = True) -> Plan:
    """Compare packages with what is stored; only reads. A folder without any item takes none away.

    ``whole=False`` is for some items by themselves, as somebody hands them in: what is not among them stays.
    """
    if not packages:
        return Plan()
    on_disk = {package.uid: package.digest for package in packages if not package.is_draft}
    rows = db.session.execute(
        select(Item.uid, Item.digest, Item.synced_digest, Item.status).where(Item.number > 0).order_by(Item.uid)
    )
    stored = {
        uid: Kept(digest, synced, retired=status is ItemStatus.WITHDRAWN and uid not in on_disk)
        for uid, digest, synced, status in rows
        if whole or uid in on_disk
    }
    return make_plan(on_disk, stored)


def apply(packages: Sequence[ItemPackage], plan: Plan, actor: Any = None) -> None:
    """Carry out the plan inside the caller's unit of work; conflicts are left alone, twice is the same as once."""
    by = actor if isinstance(actor, Person) else None
    touched = {*plan.create, *plan.update}
    coming = [package for package in packages if package.uid in touched]
    _refuse_other_addresses(coming)
    _lock([*plan.update, *plan.retire])
    items = [(package, _store(package, by)) for package in coming]
    for package, item in items:  # what belongs together is there now
        _surround(package, item, by)
    _withdraw_missing(plan.retire, by)
    _settle([*plan.settle, *plan.retire])
    db.session.flush()


def _refuse_other_addresses(packages: Iterable[ItemPackage]) -> None:
    """Let an address stay what people keep: of one item, for good."""
    wanted = {package.uid: package.slug for package in packages}
    rows = db.session.execute(
        select(Item.uid, Item.slug).where(Item.uid.in_(list(wanted)) | Item.slug.in_(list(wanted.values())))
    )
    for uid, slug in rows:
        if uid in wanted and wanted[uid] != slug:
            message = _(
                "Het adres van '%(uid)s' is '%(slug)s' en verandert niet. Geef de map die naam weer.",
                uid=uid,
                slug=slug,
            )
            raise Refusal(message)
        if uid not in wanted:
            message = _("Het adres '%(slug)s' is al van een ander item. Geef de map een andere naam.", slug=slug)
            raise Refusal(message)


def _lock(uids: Sequence[str]) -> None:
    """Keep editors waiting, and refuse when one published after the plan was made."""
    rows = select(Item).where(Item.uid.in_(uids)).order_by(Item.id).with_for_update()
    for item in db.session.scalars(rows, execution_options={"populate_existing": True}):
        if item.digest != item.synced_digest:
            message = _("'%(uid)s' is net in de browser bewerkt. Probeer het opnieuw.", uid=item.uid)
            raise Refusal(message)


def _store(package: ItemPackage, by: Person | None) -> Item:
    """Make the item, or give it the text of its folder as a next version when that differs."""
    item = db.session.scalar(select(Item).where(Item.uid == package.uid))
    if item is None:
        text = package.text
        item = Item(
            uid=package.uid, slug=package.slug, kind=ItemKind(text.kind), title=text.title, summary=text.summary
        )
        db.session.add(item)
        db.session.flush()
    if _shows_other_words(item, package):
        for media in package.media:
            store_picture(item, media.file.removeprefix(f"{MEDIA_FOLDER}/"), media.content)
        change = CHANGE_OF[package.colophon.change] if item.number else Change.REAL
        publish(item, package.text, change=change, reason=package.colophon.reason, by=by, origin=ORIGIN)
        item.review_on = package.colophon.review
    return item


def _shows_other_words(item: Item, package: ItemPackage) -> bool:
    """Whether readers would get something new: other words, or the item itself that was withdrawn."""
    current = db.session.get(ItemVersion, (item.id, item.number))
    if current is None:
        return True
    if item.status is ItemStatus.WITHDRAWN and package.colophon.status == ItemStatus.PUBLISHED:
        return True
    stored: ItemText = current.text
    return fingerprint(package.colophon, stored) != fingerprint(package.colophon, package.text)


def _surround(package: ItemPackage, item: Item, by: Person | None) -> None:
    """Store what stands around the text, and write down that folder and database agree."""
    colophon = package.colophon
    for kind, name in RELATIONS.items():
        relate(item, kind, getattr(colophon, name))
    if colophon.status == ItemStatus.WITHDRAWN:
        _withdraw(item, colophon.withdrawn, by)
        replacing = select(Item.id).where(Item.slug == colophon.replaced_by)
        item.replaced_by_id = db.session.scalar(replacing) if colophon.replaced_by else None
    mark(item, package.text)
    item.synced_digest = item.digest


def _withdraw_missing(uids: Sequence[str], by: Person | None) -> None:
    """Withdraw what left the folder; its page stays, and says so."""
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.number)
    rows = db.session.execute(select(Item, ItemVersion).join(ItemVersion, current).where(Item.uid.in_(uids))).all()
    for item, version in rows:
        _withdraw(item, _("Staat niet meer in het pakket."), by)
        mark(item, version.text)


def _withdraw(item: Item, why: str, by: Person | None) -> None:
    if item.status is not ItemStatus.WITHDRAWN:
        item.status, item.withdrawn_at, item.changed_at = ItemStatus.WITHDRAWN, now(), now()
        actor = by.uid if by else "lms"
        audit.record("toolkit.withdraw", f"toolkit/{item.uid}", actor_uid=actor, origin=ORIGIN)
    item.withdrawn_why = why
    search.drop(KIND, item.uid)


def _settle(uids: Sequence[str]) -> None:
    if uids:
        db.session.flush()
        db.session.execute(update(Item).where(Item.uid.in_(uids)).values(synced_digest=Item.digest))
