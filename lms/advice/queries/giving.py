"""What an adviser needs to know before they give advice: for which neighbourhood, where that is, and its themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing, Theme
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import neighbourhoods_in


@dataclass(frozen=True)
class Advised:
    """A neighbourhood of an adviser, with what advice can be about; ``places`` are all of theirs."""

    neighbourhood: Neighbourhood
    places: Sequence[Neighbourhood]
    standing: Standing
    themes: Sequence[Theme]

    def theme(self, key: str) -> Theme | None:
        """Return the theme with this key."""
        return next((each for each in self.themes if each.key == key), None)


def advised(person: Person, slug: str = "") -> Advised | None:
    """Return the neighbourhood with this slug, or the first of theirs; nothing where they do not advise."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, Role.ADVISER))
    here = next((each for each in own if each.slug == slug), None if slug else next(iter(own), None))
    if here is None:
        return None
    themes = select(Theme).where(Theme.programme_id == here.programme_id).order_by(Theme.number)
    return Advised(here, own, standings([here])[here.id], db.session.scalars(themes).all())
