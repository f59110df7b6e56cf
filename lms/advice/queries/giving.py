"""What an adviser needs to know before they give advice: for which neighbourhood, where that is, and its themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.enums import Direction, Visibility
from lms.advice.models import Advice, AdviceEvent
from lms.advice.models.path import UNANSWERED
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing, Theme
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import neighbourhoods_in

#: The choice that stands for what is going on in a neighbourhood, also when another one is chosen beside it.
NOW = "nu"


@dataclass(frozen=True)
class Advised:
    """A neighbourhood of an adviser, with what advice can be about; ``places`` are all of theirs.

    ``asks_about`` is the theme of the newest question there without an answer.
    """

    neighbourhood: Neighbourhood
    places: Sequence[Neighbourhood]
    standing: Standing
    themes: Sequence[Theme]
    asks_about: Theme | None

    def theme(self, key: str) -> Theme | None:
        """Return the theme with this key."""
        if key == NOW:
            return self.asks_about
        return next((each for each in self.themes if each.key == key), None)

    def step_key(self, key: str) -> str | None:
        """Return the step with this key, or where the neighbourhood is."""
        if key == NOW:
            return self.standing.here.step.key if self.standing.here else None
        return key if any(each.key == key for each in self.standing.card.steps) else None


def advised(person: Person, slug: str = "") -> Advised | None:
    """Return the neighbourhood with this slug, or the one they last worked for; nothing where they do not advise."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, Role.ADVISER))
    here = next((each for each in own if each.slug == slug), None) if slug else _last_worked_for(person, own)
    if here is None:
        return None
    found = select(Theme).where(Theme.programme_id == here.programme_id).order_by(Theme.number)
    themes = db.session.scalars(found).all()
    about = _asks_about(here)
    return Advised(
        here, own, standings([here])[here.id], themes, next((each for each in themes if each.id == about), None)
    )


def _last_worked_for(person: Person, own: Sequence[Neighbourhood]) -> Neighbourhood | None:
    if len(own) < 2:
        return next(iter(own), None)
    done = select(Advice.neighbourhood_id).join(AdviceEvent, AdviceEvent.advice_id == Advice.id)
    mine = (AdviceEvent.by_id == person.id, Advice.neighbourhood_id.in_([each.id for each in own]))
    last = db.session.scalar(done.where(*mine).order_by(AdviceEvent.at.desc(), Advice.id.desc()).limit(1))
    return next((each for each in own if each.id == last), own[0])


def _asks_about(here: Neighbourhood) -> int | None:
    waits = (Advice.direction == Direction.ASKED, Advice.state.in_(UNANSWERED), Advice.theme_id.is_not(None))
    open_ = (Advice.neighbourhood_id == here.id, Advice.visibility == Visibility.NEIGHBOURHOOD)
    return db.session.scalar(select(Advice.theme_id).where(*waits, *open_).order_by(Advice.id.desc()).limit(1))
