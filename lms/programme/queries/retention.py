"""What the programme kept long enough: neighbourhoods that are over, and people of a team who stay away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Person
from lms.accounts.queries.long_away import away_since, long_away_since
from lms.kernel.db import db
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import Neighbourhood, StateChange, TeamMember


def finished_before(moment: datetime) -> Select[int]:
    """Return the neighbourhoods that are finished, and were so, for the last time, before a moment."""
    came_here = (StateChange.neighbourhood_id == Neighbourhood.id, StateChange.state == NeighbourhoodState.FINISHED)
    since = select(func.max(StateChange.at)).where(*came_here).scalar_subquery()
    return select(Neighbourhood.id).where(Neighbourhood.state == NeighbourhoodState.FINISHED, since < moment)


def members_long_away(*, after: int, limit: int) -> Sequence[TeamMember]:
    """Return who is in a team, signs in with a printed card, and has not been here for long; by the id of the place."""
    with_a_card = (TeamMember.until.is_(None), Person.email.is_(None), Person.active)
    away = select(TeamMember).join(TeamMember.person).where(*with_a_card, away_since(long_away_since()))
    both = (contains_eager(TeamMember.person), joinedload(TeamMember.neighbourhood).joinedload(Neighbourhood.adviser))
    page = away.where(TeamMember.id > after).order_by(TeamMember.id).limit(limit)
    return db.session.scalars(page.options(*both)).all()
