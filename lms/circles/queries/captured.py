"""What was caught at a session, as the people of the circle see it there."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.circles.enums import InsightState
from lms.circles.models import CircleSession, Insight
from lms.circles.queries.confidential import READER, said_in_the_open
from lms.kernel.db import db

MOST_SHOWN = 60


def captured_in(session: CircleSession, actor: Actor) -> Sequence[Insight]:
    """Return what was caught at a session, the newest first, as far as the actor reads it; one statement."""
    asked = {"session_id": session.id, "reader": actor.id or 0}
    return db.session.scalars(_captured(), asked).all()


@cache
def _captured() -> Select[Insight]:
    found = select(Insight).options(joinedload(Insight.theme), joinedload(Insight.neighbourhood))
    here = (
        Insight.session_id == bindparam("session_id"),
        Insight.state != InsightState.WITHDRAWN,
        Insight.merged_into_id.is_(None),
        said_in_the_open(Insight.session_id, Insight.agenda_item_id, to=READER),
    )
    return found.where(*here).order_by(Insight.id.desc()).limit(MOST_SHOWN)
