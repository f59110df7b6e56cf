"""What editors work on: the draft of an item with the stand it is in, and the lists of their desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Grant, Person, PlatformRole
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Programme, Theme
from lms.programme.queries.cards import current_card
from lms.toolkit.enums import DraftState, ItemKind, ItemStatus, RelationKind, ReportState
from lms.toolkit.models import Item, ItemDraft, ItemRelation, ItemReport, ItemSuggestion, ItemVersion
from lms.toolkit.policy import EDITORS, can_edit_items, items_edited_by
from lms.toolkit.queries.plain_forms import Form, form_of, plain_form

PAGE, MOST_FOUND, MOST_COUNTED = 50, 20, 99
Choice = tuple[str, str]


@dataclass(frozen=True)
class Working:
    """An item with what an editor gets in the form: the draft, or else what is published now."""

    item: Item
    draft: ItemDraft | None
    form: Form

    @property
    def stand(self) -> str:
        """What a page remembers of what it showed, so that nobody saves over what they did not see."""
        if self.draft is None:
            return f"{self.item.number}"
        saved = int(self.draft.saved_at.timestamp() * 1000)
        return f"{self.item.number}.{self.draft.turn}.{saved}"

    @property
    def is_in_review(self) -> bool:
        """Whether it waits for a second pair of eyes."""
        return self.draft is not None and self.draft.state is DraftState.IN_REVIEW

    @property
    def is_behind(self) -> bool:
        """Whether another version was published since this draft began."""
        return self.draft is not None and self.draft.based_on != self.item.number


@dataclass(frozen=True)
class Desk:
    """What waits for an editor; the counts are of work that readers gave, up to one more than ``MOST_COUNTED``."""

    drafts: Sequence[ItemDraft]
    due: Sequence[Item]
    reports: int
    suggestions: int
    most: int = MOST_COUNTED

    @property
    def writing(self) -> list[ItemDraft]:
        """What somebody writes on."""
        return [each for each in self.drafts if each.state is DraftState.WRITING]

    @property
    def in_review(self) -> list[ItemDraft]:
        """What waits for a second pair of eyes."""
        return [each for each in self.drafts if each.state is DraftState.IN_REVIEW]


def working_on(item: Item) -> Working:
    """Return what an editor of this item works on."""
    statement = select(ItemDraft).where(ItemDraft.item_id == item.id)
    people = (joinedload(ItemDraft.by), joinedload(ItemDraft.asked_by))
    draft = db.session.scalar(statement.options(*people))
    if draft is not None:
        return Working(item, draft, plain_form(draft.form_json))
    return Working(item, None, form_of_version(item, item.number))


def form_of_version(item: Item, number: int) -> Form:
    """Return the form that makes a published version again; before the first, only what it is called."""
    version = db.session.get(ItemVersion, (item.id, number))
    if version is None:
        return plain_form({"kind": item.kind.value, "title": item.title})
    return form_of(version.text)


def item_to_edit(slug: str, actor: Actor) -> Item | None:
    """Return an item for who may write on it, with who looks after it and what replaces it."""
    wanted = select(Item).where(Item.slug == slug, items_edited_by(actor))
    return db.session.scalar(wanted.options(joinedload(Item.owner), joinedload(Item.replaced_by)))


def desk_of(actor: Actor, today: date) -> Desk:
    """Return what waits; the number of statements does not depend on how much that is."""
    drafts = db.session.scalars(
        select(ItemDraft)
        .join(ItemDraft.item)
        .where(items_edited_by(actor))
        .order_by(ItemDraft.saved_at.desc(), ItemDraft.item_id)
        .limit(PAGE)
        .options(joinedload(ItemDraft.item), joinedload(ItemDraft.by))
    ).all()
    due = db.session.scalars(
        due_for_a_look(today).where(items_edited_by(actor)).limit(PAGE).options(joinedload(Item.owner))
    ).all()
    if not can_edit_items(actor):
        return Desk(drafts, due, 0, 0)
    waiting = select(ItemReport.id).where(ItemReport.state == ReportState.WAITING, ItemReport.removed_at.is_(None))
    open_ = select(ItemSuggestion.id).where(ItemSuggestion.answered_at.is_(None))
    reports, suggestions = db.session.execute(select(_counted(waiting), _counted(open_))).one()
    return Desk(drafts, due, reports, suggestions)


def _counted(rows: Select[int]) -> ScalarSelect[int]:
    """Return how many rows there are, and one more than is told when there are more than that."""
    return select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()


def due_for_a_look(today: date) -> Select[Item]:
    """Return the published items whose date to look again has come, as a statement."""
    due = (Item.status == ItemStatus.PUBLISHED, Item.review_on <= today)
    return select(Item).where(*due).order_by(Item.review_on, Item.id)


def slugs_related(item: Item) -> dict[RelationKind, list[str]]:
    """Return the addresses of what belongs with an item, by how; one statement."""
    same = select(ItemRelation.kind, Item.slug).join(Item, Item.id == ItemRelation.other_id)
    rows = db.session.execute(same.where(ItemRelation.item_id == item.id).order_by(Item.slug)).all()
    return {kind: [slug for each, slug in rows if each is kind] for kind in RelationKind}


def titles_related(item: Item) -> dict[str, str]:
    """Return what the items that belong with an item are called, by address; one statement."""
    others = select(Item.slug, Item.title).join(ItemRelation, ItemRelation.other_id == Item.id)
    return {slug: title for slug, title in db.session.execute(others.where(ItemRelation.item_id == item.id))}


def items_called(words: str, actor: Actor) -> Sequence[Item]:
    """Return the items an actor may write on with these words in the title, by title; a handful."""
    called = select(Item).where(items_edited_by(actor), Item.title.icontains(words, autoescape=True))
    return db.session.scalars(called.order_by(Item.title, Item.id).limit(MOST_FOUND)).all()


def other_readers(actor: Person) -> Sequence[Person]:
    """Return who can be the second pair of eyes: editors and coordinators, by name."""
    have = select(PlatformRole.person_id).where(PlatformRole.role.in_(EDITORS))
    others = select(Person).where(Person.active, Person.id.in_(have), Person.id != actor.id)
    return db.session.scalars(others.order_by(Person.name, Person.id)).all()


def possible_owners(item: Item) -> Sequence[Person]:
    """Return who can look after an item: who may write on it, and who does so now, by name."""
    may: ColumnElement[bool] = Person.id.in_(select(PlatformRole.person_id).where(PlatformRole.role.in_(EDITORS)))
    if item.kind is ItemKind.TRIAL:
        held = select(Grant.person_id).where(Grant.role == Role.DESIGNER, Grant.held_at(now()))
        may = or_(may, Person.id.in_(held))
    people = select(Person).where(or_(Person.active & may, Person.id == item.owner_id))
    return db.session.scalars(people.order_by(Person.name, Person.id)).all()


def steps_to_choose() -> list[Choice]:
    """Return the steps of the action card that visitors see, as key and words."""
    version = current_card()
    card = version.card if version else None
    return [(step.key, f"{step.number}. {step.title}") for step in card.steps] if card else []


def themes_to_choose() -> list[Choice]:
    """Return the themes of the oldest programme, as key and words."""
    oldest = select(func.min(Programme.id)).scalar_subquery()
    rows = db.session.execute(
        select(Theme.key, Theme.title).where(Theme.programme_id == oldest).order_by(Theme.number)
    ).all()
    return [(row.key, row.title) for row in rows]
