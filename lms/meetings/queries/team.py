"""Who can be expected, and who is when nobody was chosen: the team of a neighbourhood."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from lms.accounts.enums import Standing
from lms.accounts.models import Person
from lms.kernel.db import db
from lms.programme.models import TeamMember

#: As what people can be asked and expected: also who has not accepted yet, and not whose account was closed.
ABLE = (Standing.ACTIVE, Standing.INVITED)


def is_able() -> ColumnElement[bool]:
    """Return :data:`ABLE` as SQL on people."""
    return or_(Person.active, Person.accepted_at.is_(None))


def team_to_expect(neighbourhood_id: int) -> Sequence[Person]:
    """Return who is in the team now, by name, as far as they can be expected."""
    here = (TeamMember.neighbourhood_id == neighbourhood_id, TeamMember.until.is_(None))
    found = select(Person).join(TeamMember, TeamMember.person_id == Person.id).where(*here, is_able())
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()
