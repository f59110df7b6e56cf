"""Forgetting a person, for the toolkit."""

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.toolkit.enums import ReportState
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
    """Take away what somebody kept, and the name at what they told: what others learned from it stays.

    What nobody put on the site yet stays inside for good: nobody is left who said yes, or who can take the yes back.
    """
    db.session.execute(delete(SavedItem).where(SavedItem.person_id == person.id))
    unpublished = (ItemReport.by_id == person.id, ItemReport.state != ReportState.PUBLIC)
    inside = {"consent": False, "state": ReportState.INSIDE}
    db.session.execute(update(ItemReport).where(*unpublished).values(inside))
    for column in NAMED:
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
