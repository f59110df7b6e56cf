"""Keeping what registers accredited. Certificates that were issued keep what held on their day."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.models import Module
from lms.training.models.certificates import Accreditation
from lms.training.models.registers import REGISTERS
from lms.training.queries.accreditations import overlapping


def keep_accreditation(
    accreditation: Accreditation | None,
    *,
    module: Module,
    register: str,
    key: str,
    points: Decimal,
    valid_from: date,
    valid_until: date | None,
    by: Person,
    origin: str,
) -> Accreditation:
    """Write down that a register accredited a module, or what was written wrong of it."""
    if register not in REGISTERS:
        raise Refusal(_("Kies een register uit de lijst."), "register")
    if valid_until is not None and valid_until < valid_from:
        raise Refusal(_("De laatste dag ligt voor de eerste. Draai ze om."), "valid_until")
    new = accreditation is None
    row = accreditation or Accreditation()
    with db.session.no_autoflush:
        row.module_id, row.register, row.key, row.points = module.id, register, key, points
        row.valid_from, row.valid_until = valid_from, valid_until
        other = overlapping(row)
    if other is not None:
        raise Refusal(
            _(
                "In die tijd geldt al accreditatie %(key)s van dit register. Laat die eerst eindigen.",
                key=other.key,
            ),
            "valid_from",
        )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as same:  # another tab was first
        raise Refusal(_("Deze accreditatie staat er al."), "valid_from") from same
    did = "accreditation.add" if new else "accreditation.change"
    audit.record(did, f"accreditation/{row.uid}", actor_uid=by.uid, origin=origin)
    return row


def remove_accreditation(accreditation: Accreditation, *, by: Person, origin: str) -> None:
    """Take away what was written down by mistake; certificates that say it keep saying it."""
    audit.record("accreditation.remove", f"accreditation/{accreditation.uid}", actor_uid=by.uid, origin=origin)
    db.session.delete(accreditation)
    db.session.flush()
