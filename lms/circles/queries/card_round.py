"""The round along the card: which neighbourhoods are there, where they stand, and what they said in this session."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.models import Actor
from lms.circles.models import CircleMember, CircleSession, RoundLine
from lms.circles.policy import facilitates
from lms.circles.queries.attending import was_there
from lms.circles.queries.running import people_of
from lms.circles.queries.sessions import who_comes
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing, StepStanding
from lms.programme.queries.cards import standings


@dataclass(frozen=True)
class Said:
    """One neighbourhood in the round; ``line`` is what it said in this session.

    ``may_say``: whoever looks may say it, for their own or, facilitating, for somebody who is there.
    """

    neighbourhood: Neighbourhood
    standing: Standing
    line: RoundLine | None
    is_own: bool
    may_say: bool

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
    mine = _own(members, actor)
    open_to = mine | (_there(session, members) if facilitates(actor, session.circle) else set())
    return [
        Said(place, stand[place.id], lines.get(place.id), place.id in mine, place.id in open_to)
        for place in sorted(places.values(), key=lambda each: (each.name.lower(), each.id))
    ]


def may_say_for(session: CircleSession, neighbourhood: Neighbourhood, actor: Actor) -> bool:
    """Who is in the circle for a neighbourhood says where it stands; of who is there, a facilitator writes it down."""
    members = people_of(session.circle)
    if neighbourhood.id in _own(members, actor):
        return True
    return facilitates(actor, session.circle) and neighbourhood.id in _there(session, members)


def _own(members: Sequence[CircleMember], actor: Actor) -> set[int]:
    return {each.neighbourhood_id for each in members if each.person_id == actor.id and each.neighbourhood_id}


def _there(session: CircleSession, members: Sequence[CircleMember]) -> set[int]:
    """Return the neighbourhoods of which somebody is there, as far as anybody knows; one statement."""
    there = {each.person_id for each in who_comes(session) if was_there(each)}
    return {each.neighbourhood_id for each in members if each.person_id in there and each.neighbourhood_id}
