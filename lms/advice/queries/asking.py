"""What the form for a question needs to know: for which neighbourhood, where that is, and who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.accounts.models import Person
from lms.advice.enums import AdviceSize
from lms.advice.queries.history import norm_on
from lms.advice.queries.people import adviser_now
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.working_days import add_working_days
from lms.programme.models import Neighbourhood, Standing, Theme
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import neighbourhoods_in


@dataclass(frozen=True)
class Around:
    """A neighbourhood about which somebody asks, with all they may ask about."""

    neighbourhood: Neighbourhood
    places: Sequence[Neighbourhood]
    standing: Standing
    themes: Sequence[Theme]
    adviser: Person | None
    due_on: date


def around(person: Person, slug: str = "") -> Around | None:
    """Return what is known before a question is asked; nothing when somebody leads nowhere, or not there."""
    led = neighbourhoods_in(places(person, NEIGHBOURHOOD, *LEADERS))
    here = next((each for each in led if each.slug == slug), None if slug else next(iter(led), None))
    if here is None:
        return None
    themes = select(Theme).where(Theme.programme_id == here.programme_id).order_by(Theme.number)
    due = add_working_days(today(), norm_on(today(), AdviceSize.TAILORED).answer)
    stands = standings([here])[here.id]
    return Around(here, led, stands, db.session.scalars(themes).all(), adviser_now(here), due)
