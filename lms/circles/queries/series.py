"""Series, to act on as a whole."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor
from lms.circles.models import Circle, Series
from lms.circles.policy import planned_by
from lms.kernel.db import db


def series_to_plan(slug: str, uid: str, actor: Actor) -> Series | None:
    """Return a series of a circle that the actor plans for."""
    found = select(Series).join(Series.circle).options(contains_eager(Series.circle))
    return db.session.scalars(found.where(Circle.slug == slug, Series.uid == uid, planned_by(actor))).one_or_none()
