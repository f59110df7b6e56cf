"""Changing organisations."""

from sqlalchemy import delete, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.organisations.models import Affiliation, Organisation


def forget_person(person: Person) -> None:
    """Take away where somebody worked; what they confirmed stays without them."""
    db.session.execute(delete(Affiliation).where(Affiliation.person_id == person.id))
    confirmed = update(Organisation).where(Organisation.confirmed_by_id == person.id)
    db.session.execute(confirmed.values(confirmed_by_id=None))
