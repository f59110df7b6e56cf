"""The demo accounts, which the sign-in page of a demonstration lists."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries.people import WITH_RIGHTS
from lms.kernel.db import db

DEMO_DOMAIN = "demo.kringwijs.example"
DEMO_PASSWORD = "kringwijs-demo"  # noqa: S105 -- printed on the sign-in page of a demonstration


def demo_people() -> Sequence[Person]:
    """Return the active demo accounts with their roles, in the order they were made."""
    statement = (
        select(Person)
        .where(Person.email.endswith(f"@{DEMO_DOMAIN}"), Person.active)
        .options(*WITH_RIGHTS)
        .order_by(Person.id)
    )
    return db.session.execute(statement).unique().scalars().all()
