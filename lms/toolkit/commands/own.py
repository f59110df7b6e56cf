"""Forgetting a person, for the toolkit."""

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemDraft, ItemReport, ItemSuggestion, SavedItem

#: Who is named; a published version keeps its two writers, which then is somebody without a name.
NAMED: tuple[InstrumentedAttribute[int | None], ...] = (
    Item.owner_id,
    ItemDraft.by_id,
    ItemDraft.asked_by_id,
    ItemReport.by_id,
    ItemReport.checked_by_id,
    ItemSuggestion.by_id,
    ItemSuggestion.answered_by_id,
)


def forget_person(person: Person) -> None:
    """Take away what somebody kept, and the name at what they told: what others learned from it stays."""
    db.session.execute(delete(SavedItem).where(SavedItem.person_id == person.id))
    for column in NAMED:
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
