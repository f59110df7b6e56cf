"""The proof that is kept about one person, for that person."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.training.models.certificates import Certificate, Handover, RegistrationNumber
from lms.training.queries.certificates import certificates_of
from lms.training.queries.own_rows import plain_rows
from lms.training.queries.record import certificate_as_data

#: Every table of proof with a foreign key to a person.
TABLES = ("certificate", "handover", "registration_number")


def proof_as_data(person: Person) -> dict[str, Any]:
    """Return certificates, numbers in registers, what registers were told, and what somebody did as a coordinator."""
    own = Certificate.person_id == person.id
    told = select(Certificate.number, Handover.register, Handover.at).join(
        Certificate, Certificate.id == Handover.certificate_id
    )
    number = RegistrationNumber
    numbers = select(number.register, number.number, number.consent_at).where(number.person_id == person.id)
    withdrew = select(Certificate.number, Certificate.reason, Certificate.withdrawn_at)
    return {
        "certificates": [dict(certificate_as_data(each)) for each in certificates_of(person)],
        "registration_numbers": plain_rows(numbers),
        "handed_over": plain_rows(told.where(own)),
        "handed_over_for_others": plain_rows(told.where(Handover.by_id == person.id)),
        "withdrawn_for_others": plain_rows(withdrew.where(Certificate.withdrawn_by_id == person.id)),
    }
