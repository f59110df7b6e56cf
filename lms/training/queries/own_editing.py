"""What is kept of who writes modules."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models import Module, ModuleDraft, ModuleEdition, ModuleOwner, ModuleVersion
from lms.training.queries.voices import voices_by

TABLES = ("module_draft", "module_edition", "module_owner", "part_recording")


def editing_of(person: Person) -> dict[str, Any]:
    """Return what somebody writes, published, read along with and looks after, as plain values."""
    drafts = select(ModuleDraft.title, ModuleDraft.form_json, ModuleDraft.saved_at).where(
        ModuleDraft.by_id == person.id
    )
    asked = select(ModuleDraft.title).where(ModuleDraft.asked_by_id == person.id)
    owned = select(Module.title).join(ModuleOwner, ModuleOwner.module_id == Module.id)
    return {
        "drafts": [
            {"title": title, "text": form, "at": at.isoformat()} for title, form, at in db.session.execute(drafts)
        ],
        "asked_to_read": list(db.session.scalars(asked)),
        "published": _versions(ModuleEdition.by_id == person.id),
        "reviewed": _versions(ModuleEdition.reviewed_by_id == person.id),
        "recorded": voices_by(person),
        "owns": list(db.session.scalars(owned.where(ModuleOwner.person_id == person.id).order_by(Module.id))),
    }


def _versions(mine: Any) -> list[dict[str, Any]]:
    version = (ModuleVersion.module_id == ModuleEdition.module_id) & (ModuleVersion.serial == ModuleEdition.serial)
    told = select(ModuleVersion.title, ModuleVersion.number, ModuleVersion.reason, ModuleVersion.created_at)
    rows = db.session.execute(told.join(ModuleEdition, version).where(mine).order_by(ModuleVersion.created_at))
    return [
        {"module": title, "version": number, "reason": why, "at": at.isoformat()} for title, number, why, at in rows
    ]
