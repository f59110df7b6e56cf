"""Names in words that are meant for others: of neighbourhoods, municipalities, and people who work there."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select

from lms.accounts.models import Grant, Person
from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import Neighbourhood, Programme
from lms.programme.policy import NEIGHBOURHOOD

#: What stands between a first name and a surname tells nothing.
SHORTEST = 3
BETWEEN = frozenset({"van", "der", "den", "het", "ten", "ter", "von", "dos", "des", "les"})


@dataclass(frozen=True)
class Names:
    """What should not stand in words for others."""

    places: Collection[str] = ()
    people: Collection[str] = ()

    def found_in(self, text: str | None) -> list[str]:
        """Return the names that a text holds, each once; a part of a person's name counts with its capital."""
        text = text or ""
        places = [each for each in self.places if _stands(each, text, re.IGNORECASE)]
        parts = {part for name in self.people for part in re.split(r"[\s-]+", name)}
        telling = {
            part for part in parts if len(part) >= SHORTEST and part.lower() not in BETWEEN and part[0].isupper()
        }
        return [*places, *(part for part in sorted(telling) if _stands(part, text))]


def names_around(programme: Programme, but: Collection[str] = ()) -> Names:
    """Return the names of a programme, but those of places that said yes to being named; two statements."""
    here = Neighbourhood.programme_id == programme.id
    towns = select(Neighbourhood.municipality_id).where(here)
    places = select(Neighbourhood.name).where(here).union(select(Organisation.name).where(Organisation.id.in_(towns)))
    known = [Neighbourhood.id, Neighbourhood.director_id, Neighbourhood.adviser_id]
    ids, leaders, advisers = (select(each).where(here) for each in known)
    granted = select(Grant.person_id).where(Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id.in_(ids))
    people = select(Person.name).where(
        or_(Person.id.in_(granted), Person.id.in_(leaders), Person.id.in_(advisers)), Person.active
    )
    skipped = {each.lower() for each in but}
    named = [_short(each) for each in db.session.scalars(places)]
    return Names([each for each in named if each.lower() not in skipped], db.session.scalars(people).all())


def _short(place: str) -> str:
    """Return how people write the name of a municipality."""
    return re.sub(r"^(gemeente|wijk)\s+", "", place, flags=re.IGNORECASE)


def _stands(name: str, text: str, flags: int = 0) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None
