"""Packages that an editor hands in: what would become of each, and drafts of what is new, for a second reader.

A package that somebody hands in is a text like any other: nobody publishes it alone, and nothing is overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.content.problems import ERROR, Problem
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked, save_draft
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import mark
from lms.toolkit.commands.relating import relate
from lms.toolkit.enums import ItemKind, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemDraft, ItemVersion
from lms.toolkit.queries.plain_forms import form_of
from lms.toolkit.sync.applying import plan
from lms.toolkit.sync.archives import unpack
from lms.toolkit.sync.kind import read
from lms.toolkit.sync.packages import ItemPackage

RELATIONS = {
    RelationKind.FOLLOWS: "follows",
    RelationKind.COMBINES: "combines",
    RelationKind.ALTERNATIVE: "alternatives",
}


@dataclass(frozen=True)
class HandedIn:
    """The packages of a zip by what becomes of them; with ``problems`` nothing does."""

    problems: Sequence[Problem] = ()
    create: Sequence[ItemPackage] = ()
    update: Sequence[ItemPackage] = ()
    same: Sequence[ItemPackage] = ()
    conflict: Sequence[ItemPackage] = ()
    """Changed here in the meantime, or somebody writes on it: left alone."""
    skipped: Sequence[ItemPackage] = ()
    """Withdrawn or a draft where it comes from: left alone."""

    @property
    def writes(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self.create or self.update)


def look_into(content: bytes) -> HandedIn:
    """Return what would become of a zip; only reads. Refuses what is no zip of packages."""
    with TemporaryDirectory() as folder:
        unpack(content, Path(folder))
        known = db.session.scalars(select(Item.slug)).all()
        packages, problems = read(Path(folder), known)
    if errors := [each for each in problems if each.level == ERROR]:
        return HandedIn(problems=errors)
    given = [each for each in packages if each.colophon.status == ItemStatus.PUBLISHED]
    made = plan(given, whole=False)
    conflict = {*made.conflict, *(_busy(given) & {*made.create, *made.update})}
    return HandedIn(
        create=[each for each in given if each.uid in {*made.create} - conflict],
        update=[each for each in given if each.uid in {*made.update} - conflict],
        same=[each for each in given if each.uid in {*made.unchanged, *made.settle}],
        conflict=[each for each in given if each.uid in conflict],
        skipped=[each for each in packages if each not in given],
    )


def take_over(content: bytes, *, by: Person, origin: str) -> int:
    """Make a draft of each package that is new or newer; return how many. What is a conflict now is left alone."""
    found = look_into(content)
    if found.problems:
        raise Refusal(_("In dit pakket klopt nog iets niet."), "file")
    items = [(package, _drafted(package, by, origin)) for package in (*found.create, *found.update)]
    for package, item in items:  # what belongs together is there now
        for kind, name in RELATIONS.items():
            relate(item, kind, getattr(package.colophon, name))
        if version := db.session.get(ItemVersion, (item.id, item.number)):
            mark(item, version.text)
    return len(items)


def _drafted(package: ItemPackage, by: Person, origin: str) -> Item:
    """Make a draft of a package, and return its item."""
    item = _item_of(package)
    for media in package.media:
        store_picture(item, media.file.removeprefix(f"{MEDIA_FOLDER}/"), media.content)
    working = save_draft(item, form_of(package.text), stand=locked(item).stand, by=by, origin=origin)
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
            raise Refusal(_("Iemand nam dit net ook over. Bekijk opnieuw wat erin zit."), "file") from taken
    return item
