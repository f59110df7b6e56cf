"""Forgetting who wrote on modules."""

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.voices import forget_voice
from lms.training.models import ModuleDraft, ModuleEdition, ModuleOwner

#: Who is named; what was written stays, by somebody without a name.
NAMED: tuple[InstrumentedAttribute[int | None], ...] = (
    ModuleDraft.by_id,
    ModuleDraft.asked_by_id,
    ModuleEdition.by_id,
    ModuleEdition.reviewed_by_id,
)


def forget_editor(person: Person) -> None:
    """Take away the name at what somebody wrote, that they looked after something, and their voice."""
    forget_voice(person)
    db.session.execute(delete(ModuleOwner).where(ModuleOwner.person_id == person.id))
    for column in NAMED:
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
