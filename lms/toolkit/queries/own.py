"""What the toolkit keeps about one person."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.own_rows import rows_as_data
from lms.programme.models import Neighbourhood
from lms.toolkit.models import Item, ItemDraft, ItemReport, ItemSuggestion, ItemVersion, SavedItem

#: Every table of the toolkit with a foreign key to a person.
TABLES = (
    "toolkit_draft",
    "toolkit_item",
    "toolkit_report",
    "toolkit_saved",
    "toolkit_suggestion",
    "toolkit_version",
)
REPORT = ("result", "sentence", "happened", "adapted", "next_time", "consent", "state", "checked_why", "at")


def toolkit_of(person: Person) -> dict[str, Any]:
    """Return what somebody wrote, told, suggested and keeps here, as plain values."""
    checked = ("result", "sentence", "state", "checked_why", "checked_at")
    answered = ("text", "answer", "answered_at")
    written = ("number", "reason", "published_at")
    return {
        "experiences": _of(ItemReport, ItemReport.by_id == person.id, *REPORT, place=True),
        "experiences_checked": _of(ItemReport, ItemReport.checked_by_id == person.id, *checked),
        "suggestions": _of(ItemSuggestion, ItemSuggestion.by_id == person.id, "text", "at", "answer", "answered_at"),
        "suggestions_answered": _of(ItemSuggestion, ItemSuggestion.answered_by_id == person.id, *answered),
        "saved": _of(SavedItem, SavedItem.person_id == person.id, "at"),
        "drafts": _of(ItemDraft, ItemDraft.by_id == person.id, "form_json", "saved_at"),
        "asked_to_read": _of(ItemDraft, ItemDraft.asked_by_id == person.id, "saved_at"),
        "published": _of(ItemVersion, ItemVersion.by_id == person.id, *written),
        "reviewed": _of(ItemVersion, ItemVersion.reviewed_by_id == person.id, *written),
        "owns": list(db.session.scalars(select(Item.title).where(Item.owner_id == person.id).order_by(Item.id))),
    }


def _of(model: Any, mine: Any, *names: str, place: bool = False) -> list[dict[str, Any]]:
    columns = [Item.title.label("item"), *(getattr(model, name) for name in names)]
    question = select(*columns).join(Item, Item.id == model.item_id).where(mine).order_by(Item.id)
    if place:
        here = Neighbourhood.id == model.neighbourhood_id
        question = question.add_columns(Neighbourhood.name.label("neighbourhood")).outerjoin(Neighbourhood, here)
    return rows_as_data(question)
