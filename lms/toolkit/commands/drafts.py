"""Writing on an item: beginning one, saving what was typed, and throwing a draft away."""

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.names import slug_of
from lms.kernel.refusal import Refusal
from lms.toolkit.enums import DraftState, ItemKind
from lms.toolkit.models import Item, ItemDraft, ItemPicture, ItemRelation, SavedItem
from lms.toolkit.policy import can_edit_item, can_edit_items
from lms.toolkit.queries.drafts import Working, form_of_version, working_on
from lms.toolkit.queries.plain_forms import MOST_PICTURES, MOST_STEPS, Form, plain_form

#: Words that stand in an address where an item could stand.
RESERVED = ("bewaard", "nieuw", "feed")
LICENCE = "CC BY-SA 4.0"


def begin_item(kind: ItemKind, title: str, *, by: Person, origin: str) -> Item:
    """Begin an item with a first draft, with a title of its own; a design bureau begins trial versions only."""
    _refuse_kind(kind, by)
    alike = _titles_like(slug_of(title))
    if slug_of(title) in map(slug_of, alike.values()):
        raise Refusal(_("Er is al iets met deze titel, misschien nog als concept. Kies een andere titel."), "title")
    slug = slug_of(title, [*RESERVED, *alike])
    item = Item(slug=slug, kind=kind, title=title, summary="")
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(item)
    except IntegrityError as taken:
        raise Refusal(_("Iemand begon net met dezelfde titel. Kies een andere."), "title") from taken
    form = plain_form({"kind": kind.value, "title": title, "licence": LICENCE})
    db.session.add(ItemDraft(item_id=item.id, form_json=form, by_id=by.id, saved_at=now()))
    db.session.flush()
    audit.record("toolkit.begin", _name(item), actor_uid=by.uid, origin=origin)
    return item


def save_draft(item: Item, form: Form, *, stand: str, by: Person, origin: str) -> Working:
    """Keep what was typed, whole or not; saying the same again changes nothing, and whose review it waits for neither.

    ``stand`` is what the page was made of (:attr:`Working.stand`); when somebody else saved since, this raises
    :class:`Overtaken` and nothing is written.
    """
    form = plain_form(form)
    working = locked(item)
    refuse_stranger(by, item)
    if form == working.form:
        return working
    if stand != working.stand:
        raise Overtaken(_("Iemand anders heeft deze tekst intussen bewaard."))
    _refuse_kind(_kind(form), by)
    _refuse_too_many(form, working.form)
    form["pictures"] = _kept_pictures(item, form)
    draft = working.draft
    if draft is None:
        draft = ItemDraft(item_id=item.id, based_on=item.number, turn=0, form_json=form)
        db.session.add(draft)
        audit.record("toolkit.draft", _name(item), actor_uid=by.uid, origin=origin)
    draft.form_json, draft.turn, draft.by_id, draft.saved_at = form, draft.turn + 1, by.id, now()
    draft.state, draft.asked_by_id = DraftState.WRITING, None
    if item.number == 0 and form["title"]:
        item.title, item.summary, item.kind = form["title"][:120], form["summary"][:200], _kind(form)
    db.session.flush()
    return working_on(item)


def begin_again(item: Item, number: int, *, by: Person, origin: str) -> None:
    """Begin a draft with the text of an older version; the history stays as it is."""
    working = locked(item)
    refuse_stranger(by, item)
    if working.draft is not None:
        raise Refusal(_("Er is al een concept. Publiceer het of gooi het weg, en zet dan een oude versie terug."))
    form = form_of_version(item, number)
    draft = ItemDraft(item_id=item.id, based_on=item.number, form_json=form, by_id=by.id, saved_at=now())
    draft.reason = _("Terug naar versie %(number)s.", number=number)
    db.session.add(draft)
    db.session.flush()
    audit.record("toolkit.restore", f"{_name(item)}/v{number}", actor_uid=by.uid, origin=origin)


def drop_draft(item: Item, *, stand: str, by: Person, origin: str) -> None:
    """Throw a draft away, and with it an item that nobody ever published; a draft that somebody changed stays."""
    working = locked(item)
    refuse_stranger(by, item)
    if working.draft is None:
        return
    if stand != working.stand:
        raise Overtaken(_("Iemand anders schreef intussen verder. Kijk eerst wat er nu staat."))
    db.session.delete(working.draft)
    db.session.flush()
    if item.number == 0:
        relates = or_(ItemRelation.item_id == item.id, ItemRelation.other_id == item.id)
        db.session.execute(delete(ItemRelation).where(relates))
        for belonging in (SavedItem, ItemPicture):
            db.session.execute(delete(belonging).where(belonging.item_id == item.id))
        db.session.delete(item)
        db.session.flush()
    audit.record("toolkit.drop", _name(item), actor_uid=by.uid, origin=origin)


def locked(item: Item) -> Working:
    """Let one editor at a time change an item, and read anew what is there; others may still point to it."""
    db.session.execute(select(Item.id).where(Item.id == item.id).with_for_update(key_share=True))
    db.session.refresh(item, ["kind", "status", "number", "title", "summary"])
    db.session.get(ItemDraft, item.id, populate_existing=True)  # the draft alone, not the people around it
    return working_on(item)


def refuse_stranger(by: Person, item: Item) -> None:
    """Refuse who may not write on this item (any more); another editor may have made it something else."""
    if not can_edit_item(by, item):
        raise Refusal(_("Je mag hier niet meer aan schrijven. Vraag een redacteur."))


def _refuse_kind(kind: ItemKind, by: Person) -> None:
    if kind is not ItemKind.TRIAL and not can_edit_items(by):
        raise Refusal(_("Een ontwerper maakt proefversies. Kies proefversie."), "kind")


def _refuse_too_many(form: Form, there: Form) -> None:
    """Refuse more rows than fit; what came with more, from a package, may stay as many."""
    most = MOST_STEPS
    if len(form["working_steps"]) > max(MOST_STEPS, len(there["working_steps"])):
        message = _("Er passen %(most)s stappen in. Voeg er een paar samen, of maak er twee werkvormen van.", most=most)
        raise Refusal(message, "working_steps")
    if len(form["pictures"]) > max(MOST_PICTURES, len(there["pictures"])):
        raise Refusal(_("Er passen %(most)s plaatjes in. Haal er eerst een weg.", most=MOST_PICTURES), "picture")


def _kind(form: Form) -> ItemKind:
    try:
        return ItemKind(form["kind"])
    except ValueError as unknown:
        raise Refusal(_("Kies wat het is."), "kind") from unknown


def _kept_pictures(item: Item, form: Form) -> list[dict[str, str]]:
    """Return the pictures of a form that are really kept of this item."""
    if not form["pictures"]:
        return []
    files = [picture["file"] for picture in form["pictures"]]
    here = (ItemPicture.item_id == item.id, ItemPicture.file.in_(files))
    there = set(db.session.scalars(select(ItemPicture.file).where(*here)))
    return [picture for picture in form["pictures"] if picture["file"] in there]


def _titles_like(slug: str) -> dict[str, str]:
    """Return what items are called whose address begins like this, by address."""
    alike = select(Item.slug, Item.title).where(Item.slug.startswith(slug, autoescape=True))
    return {slug: title for slug, title in db.session.execute(alike)}


def _name(item: Item) -> str:
    return f"toolkit/{item.uid}"
