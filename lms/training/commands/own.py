"""Forgetting a person."""

from sqlalchemy import delete

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.forgetting import forget_own_learning
from lms.training.queries.own import OWN


def forget_person(person: Person) -> None:
    """Take away everything somebody did here; modules and counts over all people do not name them."""
    forget_own_learning(person)
    for table in OWN:
        db.session.execute(delete(table).where(table.person_id == person.id))
