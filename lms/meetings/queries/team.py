"""Who is expected when nobody was chosen: the team of a neighbourhood."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.programme.models import TeamMember


def team_to_expect(neighbourhood_id: int) -> Sequence[Person]:
    """Return who is in the team now, by name; also who has not accepted yet, and not whose account was closed."""
    here = (TeamMember.neighbourhood_id == neighbourhood_id, TeamMember.until.is_(None))
    able = or_(Person.active, Person.accepted_at.is_(None))
    found = select(Person).join(TeamMember, TeamMember.person_id == Person.id).where(*here, able)
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()
