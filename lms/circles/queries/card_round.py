"""The round along the card: which neighbourhoods are there, where they stand, and what they said in this session."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.models import Actor
from lms.circles.models import CircleMember, CircleSession, RoundLine
from lms.circles.queries.running import people_of
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing, StepStanding
from lms.programme.queries.cards import standings


@dataclass(frozen=True)
class Said:
    """One neighbourhood in the round; ``line`` is what it said in this session."""

    neighbourhood: Neighbourhood
    standing: Standing
    line: RoundLine | None
    is_own: bool

    @property
    def step(self) -> StepStanding | None:
        """The step it spoke of, or else the one where it is."""
        return self.standing.of(self.line.step_key) if self.line else self.standing.here


def round_of(session: CircleSession, members: Sequence[CircleMember], actor: Actor) -> list[Said]:
    """Return the round of a session by name of the neighbourhood; three statements.

    Who came for another neighbourhood since is there for that one; what the old one said stays in its own session.
    """
    lines = {
        each.neighbourhood_id: each
        for each in db.session.scalars(select(RoundLine).where(RoundLine.session_id == session.id))
    }
    places = {each.neighbourhood.id: each.neighbourhood for each in members if each.neighbourhood}
    if gone := lines.keys() - places.keys():
        found = select(Neighbourhood).where(Neighbourhood.id.in_(gone))
        places |= {each.id: each for each in db.session.scalars(found)}
    stand = standings(places.values())
    mine = {each.neighbourhood_id for each in members if each.person_id == actor.id}
    return [
        Said(place, stand[place.id], lines.get(place.id), place.id in mine)
        for place in sorted(places.values(), key=lambda each: (each.name.lower(), each.id))
    ]


def may_say_for(session: CircleSession, neighbourhood: Neighbourhood, actor: Actor) -> bool:
    """Only who is in the circle for a neighbourhood says where it stands."""
    members = people_of(session.circle)
    return any((each.person_id, each.neighbourhood_id) == (actor.id, neighbourhood.id) for each in members)
