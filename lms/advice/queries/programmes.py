"""Which programme a page of advice is about: that of somebody's own neighbourhoods, or one they choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.advice.policy import sees_numbers
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Programme
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS, places


@dataclass(frozen=True)
class Chosen:
    """The programme of a page, and which there are to choose from."""

    programme: Programme
    all: Sequence[Programme]


def programmes_of(actor: Actor) -> Sequence[Programme]:
    """Return the programmes somebody has to do with, the oldest first; all of them for who steers or studies.

    Who has no neighbourhood yet has to do with all of them too. One statement.
    """
    found, ids = select(Programme).order_by(Programme.id), places(actor, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER)
    if ids and not sees_numbers(actor):
        found = found.where(Programme.id.in_(select(Neighbourhood.programme_id).where(Neighbourhood.id.in_(ids))))
    return db.session.scalars(found).all()


def chosen_programme(actor: Actor, slug: str = "") -> Chosen | None:
    """Return the programme with this slug, or the first of somebody's; nothing while there is none."""
    found = programmes_of(actor)
    here = next((each for each in found if each.slug == slug), None) or next(iter(found), None)
    return Chosen(here, found) if here else None
