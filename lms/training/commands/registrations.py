"""Giving and taking back one's number in a register, and handing a list over."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.consents import give_consent, withdraw_consent
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.models.certificates import Handover, RegistrationNumber
from lms.training.models.registers import REGISTERS
from lms.training.queries.registrations import Line


def give_number(register: str, number: str, *, wording: str, by: Person, origin: str) -> None:
    """Keep somebody's number in a register, with the words they agreed to; the latest counts."""
    if register not in REGISTERS:
        raise Refusal(_("Kies een register uit de lijst."), "register")
    row = db.session.get(RegistrationNumber, (by.id, register))
    if row is None:
        row = RegistrationNumber(person_id=by.id, register=register, number=number)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:  # another tab was first
            row = db.session.get_one(RegistrationNumber, (by.id, register), populate_existing=True)
    row.number, row.consent_at = number, now()
    give_consent(by, f"register-{register}", wording, origin=origin)
    db.session.flush()


def take_number_back(register: str, *, by: Person, origin: str) -> None:
    """Let nobody hand over somebody's number any more: it goes at once, and the consent is ended."""
    row = db.session.get(RegistrationNumber, (by.id, register))
    if row is not None:
        db.session.delete(row)
    withdraw_consent(by, f"register-{register}", origin=origin)
    db.session.flush()


def hand_over(register: str, lines: Sequence[Line], *, by: Person, origin: str) -> None:
    """Mark certificates as told to a register the first time, and write in the log that somebody took the list."""
    moment = now()
    for line in lines:
        if line.handed_over_at is None:
            _mark(Handover(certificate_id=line.certificate.id, register=register, at=moment, by_id=by.id))
    audit.record("register.hand_over", f"register/{register}/{len(lines)}", actor_uid=by.uid, origin=origin)
    db.session.flush()


def _mark(row: Handover) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody else took the same list at this moment; one mark is enough
        return
