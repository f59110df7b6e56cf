"""Everything the page of an item shows round its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Row, Select, bindparam, select

from lms.accounts.models import Actor, Person
from lms.kernel.db import db
from lms.toolkit.enums import Change
from lms.toolkit.models import ItemPicture, ItemVersion
from lms.toolkit.queries.items import Shown
from lms.toolkit.queries.lists import is_saved
from lms.toolkit.queries.relations import Place, Related, grouped, related_to
from lms.toolkit.queries.reports import Experience, experience_of
from lms.toolkit.queries.steps import CardWords, StepWords, card_words

MOST_VERSIONS = 50


@dataclass(frozen=True)
class ItemPage:
    """An item with a version, and what stands round it. ``sizes`` are those of its drawings, by file."""

    shown: Shown
    card: CardWords
    related: Mapping[Place, Sequence[Related]]
    versions: Sequence[Row]
    sizes: Mapping[str, tuple[int, int]]
    experience: Experience
    saved: bool

    @property
    def steps(self) -> Sequence[StepWords]:
        """The steps of the card that the text belongs to."""
        return self.card.of(self.shown.text.steps)

    @property
    def facts(self) -> tuple[object, ...]:
        """Another tuple when anything that everybody sees of this page is another."""
        item, experience = self.shown.item, self.experience
        told = [(each.uid, each.sentence, each.checked_at) for each in experience.words]
        other = item.replaced_by
        replaced = (other.slug, other.title, other.status) if other else ()
        seen = (item.id, item.number, item.status, item.changed_at, item.reviewed_on, item.verdict_at, *replaced)
        return (*seen, self.card.mark, self.related, dict(experience.counts), experience.places, told)


def page_of(shown: Shown, actor: Actor) -> ItemPage:
    """Return the page of an item in five statements; one more for its pictures, and one for who signed in."""
    item = shown.item
    return ItemPage(
        shown,
        card_words(),
        grouped(related_to(item)),
        published_versions(item.id),
        _sizes(shown),
        experience_of(item, actor),
        isinstance(actor, Person) and is_saved(item, actor),
    )


def published_versions(item_id: int) -> Sequence[Row]:
    """Return the versions of an item as readers see them, the newest first: number, change, reason and when."""
    return db.session.execute(_versions(), {"item": item_id}).all()


@cache
def _versions() -> Select[int, Change, str, datetime]:
    told = (ItemVersion.number, ItemVersion.change, ItemVersion.reason, ItemVersion.published_at)
    statement = select(*told).where(ItemVersion.item_id == bindparam("item")).order_by(ItemVersion.number.desc())
    return statement.limit(MOST_VERSIONS)


def _sizes(shown: Shown) -> dict[str, tuple[int, int]]:
    files = [picture.file for picture in shown.text.pictures]
    if not files:
        return {}
    rows = db.session.execute(_pictures(), {"item": shown.item.id, "files": files})
    return {file: (width, height) for file, width, height in rows if width and height}


@cache
def _pictures() -> Select[str, int | None, int | None]:
    files: BindParameter[str] = bindparam("files", expanding=True)
    kept = select(ItemPicture.file, ItemPicture.width, ItemPicture.height)
    return kept.where(ItemPicture.item_id == bindparam("item"), ItemPicture.file.in_(files))
