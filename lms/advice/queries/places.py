"""The neighbourhoods of somebody, with as much of them as pages of advice show."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.programme.models import Neighbourhood


def places_by_name(ids: frozenset[int]) -> Sequence[Neighbourhood]:
    """Return neighbourhoods by their ids, by name, with the names of director and adviser; one statement."""
    return db.session.scalars(_places(), {"places": sorted(ids)}).all() if ids else ()


@cache
def _places() -> Select[Neighbourhood]:
    short = (Person.name, Person.active)
    director = joinedload(Neighbourhood.director).load_only(*short, raiseload=True)
    adviser = joinedload(Neighbourhood.adviser).load_only(*short, raiseload=True)
    here = Neighbourhood.id.in_(bindparam("places", type_=Integer, expanding=True))
    return select(Neighbourhood).where(here).options(director, adviser).order_by(Neighbourhood.name)
