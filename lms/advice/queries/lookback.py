"""What became of the advice that somebody gave in a year: what was used, for what or why not, and how long it took.

For that adviser alone: it stands beside nobody else's, and asks nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from statistics import median
from typing import Any

from sqlalchemy import Date, Integer, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor
from lms.advice.enums import SPOKEN, AdviceSize, Direction, Used
from lms.advice.models import Advice, AdviceAnswer, AdviceDeed, AdviceFollowUp, AdviceResponse
from lms.advice.models.clock import Clock
from lms.advice.models.path import GIVEN, UNANSWERED
from lms.advice.policy import Sides, readable, shown_to_team, sides_of, who_reads
from lms.advice.queries.history import clocks_of
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Moment, Neighbourhood

YEAR = timedelta(days=365)
#: So much advice is looked back on, the newest; and so much of what was told stands on the page.
MOST, TOLD = 500, 30


@dataclass(frozen=True)
class Pace:
    """How long answers took in working days: the middle one, without and with the days that stood still."""

    many: int
    net: float | None = None
    gross: float | None = None
    in_time: int = 0


@dataclass(frozen=True)
class LookBack:
    """The advice of a year: how much was given, what was heard of it, and how long answers took.

    ``told`` are the newest of which something was heard; ``taken`` of ``deeds`` things to do were taken over.
    """

    given: int
    deeds: int
    taken: int
    used: Mapping[Used, int]
    told: Sequence[Any]
    heard: int
    waiting: Pace
    paces: Mapping[AdviceSize, Pace]

    @property
    def answered(self) -> int:
        """Of how much somebody told what came of it."""
        return sum(self.used.values())

    @property
    def was_used(self) -> int:
        """How much was used, wholly or partly."""
        return self.used[Used.YES] + self.used[Used.PARTLY]


def look_back(person: Actor) -> LookBack:
    """Return what became of the advice that somebody gave in the last year; two statements, however much it is."""
    asked = {"since": today() - YEAR, "most": MOST, **who_reads(person)}
    rows = db.session.execute(_theirs(sides_of(person)), asked).all()
    given = [row for row in rows if row.state in GIVEN]
    told = [row for row in given if row.used or row.response or row.taken]
    questions = [row for row in rows if row.direction is Direction.ASKED and row.channel not in SPOKEN]
    clocks = clocks_of(questions) if questions else {}
    return LookBack(
        given=len(given),
        deeds=sum(row.deeds for row in given),
        taken=sum(row.taken for row in given),
        used={kind: sum(row.used is kind for row in given) for kind in Used},
        told=told[:TOLD],
        heard=len(told),
        waiting=_pace([clocks[row.id] for row in questions if row.state in UNANSWERED]),
        paces={
            size: _pace([clocks[row.id] for row in questions if row.state in GIVEN and row.size is size])
            for size in AdviceSize
        },
    )


def _pace(clocks: Sequence[Clock]) -> Pace:
    if not clocks:
        return Pace(0)
    middle = median(each.day for each in clocks), median(each.gross for each in clocks)
    return Pace(len(clocks), *middle, in_time=sum(not each.over for each in clocks))


@cache
def _theirs(sides: Sides) -> Select[*tuple[Any, ...]]:
    """Return the advice that somebody owns of a period, the newest first, with the last that was heard of it."""
    said, last = aliased(AdviceResponse), aliased(AdviceFollowUp)
    columns = (Advice.id, Advice.number, Advice.title, Advice.direction, Advice.state, Advice.size, Advice.used)
    days = (Advice.channel, Advice.received_on, Advice.answer_days, Advice.answered_on)
    words = (last.how, last.why_not, func.coalesce(Moment.text, last.changed).label("changed"))
    deeds = (_deeds(func.count()).label("deeds"), _deeds(func.count(AdviceDeed.taken_at)).label("taken"))
    found = select(*columns, *days, Neighbourhood.name.label("place"), said.kind.label("response"), *words, *deeds)
    found = found.select_from(Advice).join(Neighbourhood, Neighbourhood.id == Advice.neighbourhood_id)
    told = AdviceFollowUp.answered_at.is_not(None)
    found = found.outerjoin(said, said.id == _newest(AdviceResponse)).outerjoin(
        last, last.id == _newest(AdviceFollowUp, told)
    )
    found = found.outerjoin(Moment, Moment.id == last.moment_id)
    lately = (Advice.state.in_(GIVEN), Advice.answered_on >= bindparam("since", type_=Date))
    mine = (Advice.owner_id == bindparam("reader", type_=Integer), or_(Advice.state.in_(UNANSWERED), and_(*lately)))
    found = found.where(*mine, shown_to_team(), readable(sides)).order_by(Advice.id.desc())
    return found.limit(bindparam("most", type_=Integer))


def _newest(model: Any, *which: Any) -> ScalarSelect[int]:
    return select(func.max(model.id)).where(model.advice_id == Advice.id, *which).correlate(Advice).scalar_subquery()


def _deeds(count: Any) -> ScalarSelect[int]:
    found = select(count).select_from(AdviceDeed).join(AdviceAnswer, AdviceAnswer.id == AdviceDeed.answer_id)
    found = found.where(AdviceAnswer.advice_id == Advice.id, AdviceAnswer.sent_at.is_not(None))
    return found.correlate(Advice).scalar_subquery()
