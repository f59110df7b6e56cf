"""Numbers of people in registers, and what a register is to be told: who agreed, and for which certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import and_, select

from lms.accounts.models import Person
from lms.kernel.clock import AMSTERDAM, local
from lms.kernel.db import db
from lms.kernel.spreadsheets import Cell
from lms.training.enums import CertificateKind
from lms.training.models.certificates import Certificate, Handover, RegistrationNumber
from lms.training.models.registers import REGISTERS


@dataclass(frozen=True)
class Line:
    """One certificate on a list for a register; ``handed_over_at`` is when it first stood on one."""

    certificate: Certificate
    name: str
    number: str
    granted: Mapping[str, str]
    handed_over_at: datetime | None

    @property
    def hours(self) -> Decimal:
        """Net hours, to the hundredth."""
        return (Decimal(self.certificate.net_minutes) / 60).quantize(Decimal("0.01"))

    @property
    def points(self) -> Decimal:
        """The points the register grants."""
        return Decimal(self.granted["points"])


def numbers_of(person: Person) -> Mapping[str, str]:
    """Return somebody's numbers, by register."""
    mine = select(RegistrationNumber.register, RegistrationNumber.number)
    return {slug: number for slug, number in db.session.execute(mine.where(RegistrationNumber.person_id == person.id))}


def register_of(register: str, actor: Person) -> str | None:
    """Return a register that there is, or that somebody has a number in since before it left the list."""
    return register if register in REGISTERS or register in numbers_of(actor) else None


def lines_for(register: str, first: date, last: date) -> Sequence[Line]:
    """Return what a register accredited and people agreed to hand over, completed in a period; one statement.

    What was withdrawn is not in it; nor is who gave no number, or took it back.
    """
    agreed = and_(RegistrationNumber.person_id == Certificate.person_id, RegistrationNumber.register == register)
    told = and_(Handover.certificate_id == Certificate.id, Handover.register == register)
    in_period = (
        Certificate.issued_at >= datetime.combine(first, time(), AMSTERDAM),
        Certificate.issued_at < datetime.combine(last + timedelta(days=1), time(), AMSTERDAM),
    )
    rows = db.session.execute(
        select(Certificate, Person.name, RegistrationNumber.number, Handover.at)
        .join(RegistrationNumber, agreed)
        .join(Person, Person.id == Certificate.person_id)
        .outerjoin(Handover, told)
        .where(*in_period, Certificate.withdrawn_at.is_(None), Certificate.kind == CertificateKind.CERTIFICATE)
        .order_by(Certificate.issued_at, Certificate.id)
    )
    found = (
        (certificate, name, number, at, granted)
        for certificate, name, number, at in rows
        for granted in certificate.accreditations
        if granted["register"] == register
    )
    return [Line(certificate, name, number, granted, at) for certificate, name, number, at, granted in found]


def as_table(lines: Sequence[Line]) -> tuple[list[str], list[list[Cell]]]:
    """Return a list as a head and rows, for a spreadsheet."""
    head = [
        _("Registratienummer"),
        _("Naam"),
        _("Module"),
        _("Accreditatie"),
        _("Datum"),
        _("Netto uren"),
        _("Punten"),
        _("Nummer van het bewijs"),
        _("Eerder doorgegeven op"),
    ]
    rows: list[list[Cell]] = [
        [
            line.number,
            line.name,
            line.certificate.title,
            line.granted["id"],
            f"{local(line.certificate.issued_at):%Y-%m-%d}",
            float(line.hours),
            float(line.points),
            line.certificate.number,
            f"{local(line.handed_over_at):%Y-%m-%d}" if line.handed_over_at else "",
        ]
        for line in lines
    ]
    return head, rows
