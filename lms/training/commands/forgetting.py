"""Forgetting what somebody kept, shared, said and asked while learning."""

from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.kernel import search
from lms.kernel.db import db
from lms.training.models import Part, PartNote, SharedWork
from lms.training.queries.notes import NOTE, key_of
from lms.training.queries.own_learning import NAMED, OWN_LEARNING


def forget_own_learning(person: Person) -> None:
    """Take it away; what they said to others, and what they asked or answered, stays without their name."""
    for uid in db.session.scalars(select(Part.uid).join(PartNote).where(PartNote.person_id == person.id)).all():
        search.drop(NOTE, key_of(person, uid))
    db.session.execute(delete(SharedWork).where(SharedWork.reader_id == person.id))
    for table in OWN_LEARNING:
        db.session.execute(delete(table).where(table.person_id == person.id))
    for column in NAMED:
        db.session.execute(update(column.class_).where(column == person.id).values({column: None}))
