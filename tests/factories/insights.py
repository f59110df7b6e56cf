"""Insights for tests, made straight in the table."""

from lms.circles.enums import Attribution, InsightState, Polarity, Visibility
from lms.circles.models import Circle, Insight
from lms.circles.queries.agenda import themes_of
from lms.kernel.db import db


def an_insight(
    circle: Circle,
    statement: str = "Loop mee met iemand die de mensen kent.",
    *,
    by=None,
    place=None,
    theme: int = 1,
    polarity: Polarity = Polarity.WORKS,
    visibility: Visibility = Visibility.CIRCLE,
    attribution: Attribution = Attribution.ANONYMOUS,
    state: InsightState | None = None,
    **more,
) -> Insight:
    """Keep an insight of a circle; what is shared was agreed with."""
    shared = visibility is not Visibility.CIRCLE
    state = state or (InsightState.CONFIRMED if shared else InsightState.RAW)
    theme_id = next(each.id for each in themes_of(circle) if each.number == theme)
    who = {"contributor_id": by.id if by else None, "neighbourhood_id": place.id if place else None}
    row = Insight(
        circle_id=circle.id,
        statement=statement,
        theme_id=theme_id,
        polarity=polarity,
        visibility=visibility,
        attribution=attribution,
        state=state,
        **who,
        **more,
    )
    db.session.add(row)
    db.session.commit()
    return row
