"""What somebody said yes to."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.accounts.models import Consent, Person
from lms.kernel.db import db


def consents_of(person: Person, *purposes: str) -> Sequence[Consent]:
    """Return what somebody agreed to for these purposes and when it was withdrawn, the newest first."""
    asked = select(Consent).where(Consent.person_id == person.id, Consent.purpose.in_(purposes))
    return db.session.scalars(asked.order_by(Consent.id.desc())).all()


def open_consent(person: Person, purpose: str) -> Consent | None:
    """Return the consent for a purpose that holds now."""
    open_ones = (Consent.person_id == person.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return db.session.scalars(select(Consent).where(*open_ones).order_by(Consent.id.desc())).first()
