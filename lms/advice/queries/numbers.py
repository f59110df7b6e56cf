"""Advice in numbers, for who steers and studies: never a text, a name or a neighbourhood; a count under five is hidden.

Confidential advice counts like any other: that there was a question tells nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import ColumnElement, func, select

from lms.advice.enums import AdviceSize, Direction, State, Used
from lms.advice.models import Advice, AdviceDeed
from lms.advice.models.answers import AdviceAnswer
from lms.advice.models.clock import Clock
from lms.advice.models.path import GIVEN, UNANSWERED
from lms.advice.queries.history import clocks_of
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD, Shown, shown, shown_table
from lms.programme.models import Neighbourhood, Programme, Theme

#: So many answers are timed: the newest of the period.
TIMED = 500
Period = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Turnaround:
    """How long answers of one size took, in working days: the middle one, without and with the days that stood still.

    Nothing is said of fewer than five.
    """

    size: AdviceSize
    answered: Shown
    net: float | None
    gross: float | None
    in_time: Shown


@dataclass(frozen=True)
class Numbers:
    """All numbers of a programme in a period."""

    since: date
    by_theme: Sequence[tuple[str, Sequence[Shown], Shown]]
    by_step: Sequence[tuple[str, Shown]]
    open: Shown
    turnaround: Sequence[Turnaround]
    told: Shown
    used: Shown
    deeds: Shown
    taken: Shown


def numbers_of(programme: Programme, since: date) -> Numbers:
    """Return the numbers since a day; six statements, and the clocks of at most :data:`TIMED` answers."""
    counts = Advice.state.in_((*UNANSWERED, *GIVEN, State.REFERRED))  # neither taken back nor kept among advisers
    period = (Neighbourhood.programme_id == programme.id, Advice.received_on >= since, counts)
    used, told = _use(period)
    given, taken = _deeds(period)
    return Numbers(
        since=since,
        by_theme=_themes(programme, period),
        by_step=_steps(period),
        open=shown(_open(period)),
        turnaround=_turnarounds(period),
        told=shown(told),
        used=shown(used),
        deeds=shown(given),
        taken=shown(taken),
    )


def _open(period: Period) -> int:
    found = select(func.count()).select_from(Advice).join(Advice.neighbourhood)
    return db.session.scalar(found.where(*period, Advice.state.in_(UNANSWERED))) or 0


def _themes(programme: Programme, period: Period) -> list[tuple[str, Sequence[Shown], Shown]]:
    """Return asked and unasked for each theme, with its total; small cells hidden so that none follows from a total."""
    themes = db.session.scalars(select(Theme).where(Theme.programme_id == programme.id).order_by(Theme.number)).all()
    found = select(Advice.theme_id, Advice.direction, func.count()).join(Advice.neighbourhood)
    rows = db.session.execute(found.where(*period).group_by(Advice.theme_id, Advice.direction))
    counted: Mapping[tuple[int | None, Direction], int] = {(theme, way): number for theme, way, number in rows}
    names = [(each.id, f"{each.number}. {each.title}") for each in themes]
    table = [[counted.get((key, way), 0) for way in Direction] for key, _name in [*names, (None, "")]]
    cells, totals, _columns, _grand = shown_table(table)
    labels = [name for _key, name in names] + [""]
    return [(name, cells[at], totals[at]) for at, name in enumerate(labels)]


def _steps(period: Period) -> list[tuple[str, Shown]]:
    found = select(Advice.step_key, func.count()).join(Advice.neighbourhood)
    rows = db.session.execute(found.where(*period, Advice.step_key.is_not(None)).group_by(Advice.step_key))
    return sorted((key or "", shown(number)) for key, number in rows)


def _turnarounds(period: Period) -> list[Turnaround]:
    answered = (Advice.direction == Direction.ASKED, Advice.answered_on.is_not(None))
    found = select(Advice).join(Advice.neighbourhood).where(*period, *answered)
    rows = db.session.scalars(found.order_by(Advice.id.desc()).limit(TIMED)).all()
    clocks = clocks_of(rows) if rows else {}
    return [_turnaround(size, [clocks[each.id] for each in rows if each.size is size]) for size in AdviceSize]


def _turnaround(size: AdviceSize, clocks: Sequence[Clock]) -> Turnaround:
    count = len(clocks)
    if count < THRESHOLD:
        return Turnaround(size, shown(count), None, None, shown(count))
    net, gross = median(each.day for each in clocks), median(each.gross for each in clocks)
    in_time, late = sum(not each.over for each in clocks), sum(bool(each.over) for each in clocks)
    return Turnaround(size, count, net, gross, shown(in_time) if not 0 < late < THRESHOLD else shown(1))


def _use(period: Period) -> tuple[int, int]:
    found = select(Advice.used, func.count()).join(Advice.neighbourhood)
    rows = dict(db.session.execute(found.where(*period, Advice.used.is_not(None)).group_by(Advice.used)).all())
    return rows.get(Used.YES, 0) + rows.get(Used.PARTLY, 0), sum(rows.values())


def _deeds(period: Period) -> tuple[int, int]:
    found = select(func.count(), func.count(AdviceDeed.taken_at)).select_from(AdviceDeed)
    found = found.join(AdviceAnswer, AdviceAnswer.id == AdviceDeed.answer_id).where(AdviceAnswer.sent_at.is_not(None))
    found = found.join(Advice, Advice.id == AdviceAnswer.advice_id).join(Advice.neighbourhood)
    given, taken = db.session.execute(found.where(*period)).one()
    return given, taken
