"""Keeping the counts of a module, and writing in the log who took them along."""

from collections.abc import Sequence

from sqlalchemy import delete, insert

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.models import Module
from lms.training.models.tries import InsightCount, InsightMoment
from lms.training.queries.insight_counting import Row, as_rows

TAKEN = "training.insight_download"


def keep_counts(module: Module, found: Sequence[Row]) -> None:
    """Put the new counts of a module in the place of the old ones."""
    db.session.execute(delete(InsightCount).where(InsightCount.module_id == module.id))
    if found:
        db.session.execute(insert(InsightCount), as_rows(module, found))
    db.session.merge(InsightMoment(module_id=module.id, counted_at=now()))
    db.session.flush()


def took_along(module: Module, *, by: Person, origin: str) -> None:
    """Write in the log that somebody downloaded the counts of a module."""
    audit.record(TAKEN, f"module/{module.uid}", actor_uid=by.uid, origin=origin)
