"""Certificates and accreditations for tests."""

from datetime import date
from decimal import Decimal

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_uid
from lms.kernel.chance import new_digits
from lms.kernel.db import db
from lms.training.commands.registrations import give_number
from lms.training.models import Module
from lms.training.models.certificates import Accreditation, Certificate

GRANTED = {"register": "registerplein", "id": "412345", "points": "2.5"}


def a_certificate(person: Person, module: Module, **more) -> Certificate:
    """Make a certificate of a version of a module, the newest unless told."""
    values = {
        "number": f"KW-2026-{new_digits(8)}",
        "serial": module.serial,
        "kind": "certificate",
        "title": module.title,
        "version": "1.0",
        "net_minutes": 90,
        "accreditations": [],
        **more,
    }
    made = Certificate(person_id=person.id, module_id=module.id, **values)
    db.session.add(made)
    db.session.commit()
    return made


def an_accreditation(module: Module, **more) -> Accreditation:
    """Make an accreditation that holds since 2020."""
    values = {
        "register": "registerplein",
        "key": "412345",
        "points": Decimal("2.50"),
        "valid_from": date(2020, 1, 1),
        **more,
    }
    made = Accreditation(module_id=module.id, **values)
    db.session.add(made)
    db.session.commit()
    return made


def a_number(person: Person, number: str = "10203040", register: str = "registerplein") -> None:
    """Let somebody give their number, with consent."""
    give_number(register, number, wording="Het mag.", by=person_by_uid(person.uid), origin="test")
    db.session.commit()
