"""Forgetting the proof of a person."""

from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models.certificates import Certificate, Handover, RegistrationNumber


def forget_proof(person: Person) -> None:
    """Take away somebody's certificates and numbers, and their name at what they withdrew or handed over."""
    own = select(Certificate.id).where(Certificate.person_id == person.id)
    db.session.execute(delete(Handover).where(Handover.certificate_id.in_(own)))
    db.session.execute(delete(Certificate).where(Certificate.person_id == person.id))
    db.session.execute(delete(RegistrationNumber).where(RegistrationNumber.person_id == person.id))
    db.session.execute(update(Handover).where(Handover.by_id == person.id).values(by_id=None))
    withdrew = Certificate.withdrawn_by_id == person.id
    db.session.execute(update(Certificate).where(withdrew).values(withdrawn_by_id=None))
