"""Making and changing learning paths: whoever saves says which text they saw, so nobody overwrites anybody."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.names import slug_of
from lms.kernel.refusal import Refusal
from lms.training.enums import ModuleStatus
from lms.training.errors import Overtaken
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_texts import ItemText, PathText
from lms.training.sync.path_storing import store_path, text_of

#: What stands in the addresses of our own pages beside the name of a path.
RESERVED = frozenset({"nieuw", "gesprekken", "gesprek", "oefening"})
LAST = 999
MOST_ITEMS = 60
WHOLE = (
    selectinload(LearningPath.audiences),
    selectinload(LearningPath.items).options(joinedload(PathItem.module), joinedload(PathItem.lesson)),
)


def make_path(
    *, slug: str, title: str, summary: str, audiences: Sequence[str], by: Person, origin: str
) -> LearningPath:
    """Begin a path that nobody sees yet; without an address it gets one of its title, and a taken one is refused."""
    slug = slug or slug_of(title, RESERVED)
    if slug in RESERVED:
        raise Refusal(_("Dit adres is van een andere pagina. Kies een ander."), "slug")
    position = min((db.session.scalar(select(func.max(LearningPath.position))) or 0) + 1, LAST)
    text = PathText(new_uid(), slug, title, summary, tuple(sorted(audiences)), position=position)
    path = store_path(text)
    audit.record("path.make", f"path/{path.uid}", actor_uid=by.uid, origin=origin)
    return path


def lay_path(text: PathText) -> LearningPath:
    """Store a whole path that was written elsewhere, as if it was made here."""
    refuse_unfit(text)
    return store_path(text)


def change_path(path: LearningPath, *, stand: str, by: Person, origin: str, **changes: object) -> LearningPath:
    """Give a path other words or switches; ``stand`` is the digest that the page showed."""
    text = _locked_text(path, stand)
    return _save(replace(text, **changes), by, origin)  # type: ignore[arg-type]  # fields of the text


def add_item(path: LearningPath, item: ItemText, *, stand: str, by: Person, origin: str) -> LearningPath:
    """Put something at the end of a path."""
    text = _locked_text(path, stand)
    if len(text.items) >= MOST_ITEMS:
        raise Refusal(_("Er passen %(most)s onderdelen op een leerpad.", most=MOST_ITEMS))
    return _save(replace(text, items=(*text.items, item)), by, origin)


def change_item(path: LearningPath, item: ItemText, *, stand: str, by: Person, origin: str) -> LearningPath:
    """Give an item other words or rules."""
    text = _locked_text(path, stand)
    items = tuple(item if each.uid == item.uid else each for each in text.items)
    return _save(replace(text, items=items), by, origin)


def move_item(path: LearningPath, uid: str, way: int, *, stand: str, by: Person, origin: str) -> LearningPath:
    """Move an item one place up (-1) or down (1); at the end nothing happens."""
    text = _locked_text(path, stand)
    items = list(text.items)
    here = next((place for place, each in enumerate(items) if each.uid == uid), -1)
    there = here + way
    if here >= 0 and 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    return _save(replace(text, items=tuple(items)), by, origin)


def remove_item(path: LearningPath, uid: str, *, stand: str, by: Person, origin: str) -> LearningPath:
    """Take an item from a path; what people did in it keeps counting in its module, and nobody loses work."""
    text = _locked_text(path, stand)
    items = tuple(each for each in text.items if each.uid != uid)
    freed = tuple(replace(each, after=None) if each.after == uid else each for each in items)
    return _save(replace(text, items=freed), by, origin)


def _locked_text(path: LearningPath, stand: str) -> PathText:
    """Return what is stored, when it is what the page showed; others wait until we commit."""
    wanted = select(LearningPath).where(LearningPath.id == path.id).with_for_update()
    db.session.execute(wanted, execution_options={"populate_existing": True}).scalar_one()
    db.session.expire(path, ["items", "audiences"])
    whole = select(LearningPath).where(LearningPath.id == path.id).options(*WHOLE)
    stored = db.session.execute(whole, execution_options={"populate_existing": True}).scalar_one()
    if stored.digest != stand:
        raise Overtaken(_("Dit leerpad is intussen veranderd. Kijk wat er nu staat, en bewaar het dan nog een keer."))
    return text_of(stored)


def _save(text: PathText, by: Person, origin: str) -> LearningPath:
    refuse_unfit(text)
    path = store_path(text)
    audit.record("path.change", f"path/{path.uid}", actor_uid=by.uid, origin=origin)
    return path


def refuse_unfit(text: PathText) -> None:
    """Refuse what would leave learners without a way on."""
    before: set[str] = set()
    for item in text.items:
        if item.after and item.after not in before:
            raise Refusal(
                _("Een onderdeel kan alleen wachten op iets dat ervóór staat. Verander eerst dat wachten."), "after"
            )
        before.add(item.uid)
    if text.status == ModuleStatus.PUBLISHED and not any(item.required for item in text.items):
        raise Refusal(_("Zet eerst een onderdeel op het leerpad dat voor iedereen is."))
    if text.renewal_months and not any(item.in_renewal for item in text.items):
        raise Refusal(
            _("Kies eerst bij een onderdeel dat het bij het opfrissen hoort. Zet daarna het opfrissen aan."),
            "renewal_months",
        )
