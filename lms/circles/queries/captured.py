"""What was caught at a session, as the people of the circle see it there."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.circles.enums import InsightState
from lms.circles.models import CircleSession, Insight
from lms.kernel.db import db

MOST_SHOWN = 60


def captured_in(session: CircleSession) -> Sequence[Insight]:
    """Return what was caught at a session, the newest first; one statement."""
    found = select(Insight).options(joinedload(Insight.theme), joinedload(Insight.neighbourhood))
    here = (
        Insight.session_id == session.id,
        Insight.state != InsightState.WITHDRAWN,
        Insight.merged_into_id.is_(None),
    )
    return db.session.scalars(found.where(*here).order_by(Insight.id.desc()).limit(MOST_SHOWN)).all()
