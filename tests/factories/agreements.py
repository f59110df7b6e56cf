"""What was agreed with neighbourhoods, for tests."""

from datetime import date, timedelta

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Agreement, Neighbourhood
from tests.factories.people import a_person


def an_agreement(
    neighbourhood: Neighbourhood,
    *,
    content: bool = True,
    money: bool = True,
    ends_on: date | None = None,
    by: Person | None = None,
) -> Agreement:
    """Write down an agreement, complete and for a year unless told otherwise."""
    agreement = Agreement(
        neighbourhood_id=neighbourhood.id,
        content="Twee dagen in de week.",
        content_agreed=content,
        money_agreed=money,
        ends_on=ends_on or today() + timedelta(days=365),
        by_id=(by or a_person(Role.COORDINATOR, name="Hanneke Prins")).id,
    )
    db.session.add(agreement)
    db.session.commit()
    return agreement
