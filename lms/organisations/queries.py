"""Reading organisations."""

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.organisations.models import Affiliation, Contact


def kept_of(person: Person) -> dict[str, object]:
    """Return where somebody works or worked, as plain values."""
    rows = db.session.scalars(select(Affiliation).where(Affiliation.person_id == person.id).order_by(Affiliation.id))
    return {
        "affiliations": [
            {
                "organisation_id": row.organisation_id,
                "function": row.function,
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in rows
        ]
    }


def contacts_of(organisation_id: int) -> list[Contact]:
    """Return who can be reached in an organisation, by name."""
    statement = select(Contact).where(Contact.organisation_id == organisation_id).order_by(Contact.name, Contact.id)
    return list(db.session.scalars(statement))
