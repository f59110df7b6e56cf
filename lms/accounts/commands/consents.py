"""Saying yes, and taking it back with immediate effect (P-6)."""

from lms.accounts.models import Consent, Person
from lms.accounts.queries.consents import open_consent
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db

PHONE, WORKS_ON = "phone", "works_on"
REACHABLE = (PHONE, WORKS_ON)


def give_consent(person: Person, purpose: str, wording: str, *, origin: str) -> Consent:
    """Keep that somebody agreed to something in these words; the same words twice are one consent."""
    known = open_consent(person, purpose)
    if known is not None and known.wording == wording[:300]:
        return known
    if known is not None:
        known.withdrawn_at = now()
    consent = Consent(person_id=person.id, purpose=purpose, wording=wording[:300])
    db.session.add(consent)
    audit.record(f"consent.give.{purpose}", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    db.session.flush()
    return consent


def withdraw_consent(person: Person, purpose: str, *, origin: str) -> None:
    """Take a consent back; it stays as history."""
    known = open_consent(person, purpose)
    if known is None:
        return
    known.withdrawn_at = now()
    audit.record(f"consent.withdraw.{purpose}", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    db.session.flush()


def be_reachable(person: Person, *, phone: str, works_on: str, wording: str, origin: str) -> None:
    """Let people of the own neighbourhoods see a phone number and working days; an empty field is withdrawn."""
    for field, value in ((PHONE, phone), (WORKS_ON, works_on)):
        told = " ".join(value.split())
        setattr(person, field, told)
        if told:
            give_consent(person, field, wording, origin=origin)
        else:
            withdraw_consent(person, field, origin=origin)
    db.session.flush()


def stop_being_reachable(person: Person, *, origin: str) -> None:
    """Take phone number and working days away for everybody, at once."""
    be_reachable(person, phone="", works_on="", wording="", origin=origin)
