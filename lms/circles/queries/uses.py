"""What came of an insight elsewhere: in numbers and words, outside the circle only when nobody can be told apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.circles.enums import UseResult
from lms.circles.models import Insight, InsightUse
from lms.circles.policy import speaks_in
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD, TOO_SMALL, Hidden, Shown, shown_row
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, places
from lms.programme.queries.neighbourhoods import neighbourhoods_in

MOST = 200


@dataclass(frozen=True)
class Uses:
    """How often it worked where it was tried; ``named``: the reader is of the circle and sees who and how few."""

    counts: Mapping[UseResult, Shown]
    total: Shown
    told: Sequence[InsightUse]
    named: bool

    @property
    def any(self) -> bool:
        """Whether anybody tried it."""
        return isinstance(self.total, Hidden) or self.total > 0

    @property
    def too_few(self) -> bool:
        """Whether it was tried, and by so few that nothing of it is shown here."""
        return self.any and not self.told and isinstance(self.total, Hidden)


def uses_of(insight: Insight, actor: Actor) -> Uses:
    """Return what came of an insight and of what was joined to it, where it was tried; one statement.

    Outside the circle it takes five neighbourhoods, and words of others stand there only while no number is hidden:
    who counts them would know the number.
    """
    joined = select(Insight.id).where(Insight.merged_into_id == insight.id)
    here = or_(InsightUse.insight_id == insight.id, InsightUse.insight_id.in_(joined))
    found = select(InsightUse).where(here).options(joinedload(InsightUse.neighbourhood))
    rows = db.session.scalars(found.order_by(InsightUse.used_on.desc(), InsightUse.id.desc()).limit(MOST)).all()
    counted = Counter(row.result for row in rows)
    counts: dict[UseResult, int] = {result: counted[result] for result in UseResult}
    if speaks_in(actor, insight.circle):
        return Uses(counts, len(rows), rows, named=True)
    if 0 < len({row.neighbourhood_id for row in rows}) < THRESHOLD:
        return Uses(dict.fromkeys(UseResult, TOO_SMALL), TOO_SMALL, [], named=False)
    cells, total = shown_row(counts)
    hidden = any(isinstance(cell, Hidden) for cell in (*cells.values(), total))
    return Uses(cells, total, [] if hidden else rows, named=False)


def places_to_try_in(actor: Actor) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods for which somebody tells what they tried, by name."""
    ids = places(actor, NEIGHBOURHOOD, *LEADERS, Role.ADVISER)
    return neighbourhoods_in(ids) if ids else ()
