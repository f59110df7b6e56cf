"""The neighbourhoods that people of a circle can come for."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.circles.models import Circle
from lms.kernel.db import db
from lms.programme.models import Neighbourhood


def places_to_come_for(circle: Circle) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods of the programme of a circle, by name."""
    found = select(Neighbourhood).where(Neighbourhood.programme_id == circle.programme_id)
    return db.session.scalars(found.order_by(Neighbourhood.name)).all()


def place_by_slug(circle: Circle, slug: str | None) -> Neighbourhood | None:
    """Return a neighbourhood of the programme of a circle."""
    there = (Neighbourhood.programme_id == circle.programme_id, Neighbourhood.slug == (slug or ""))
    return db.session.scalars(select(Neighbourhood).where(*there)).one_or_none()
