"""The history of advice, and the clock that follows from it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from lms.advice.enums import AdviceSize, Happened, State
from lms.advice.models import Advice, AdviceEvent, TurnaroundNorm
from lms.advice.models.clock import NORMS, Clock, Norm, Pause, clock, pauses_between
from lms.kernel.clock import local, today
from lms.kernel.db import db


def history_of(advice: Advice) -> Sequence[AdviceEvent]:
    """Return every line of the history, the oldest first, with its people."""
    lines = select(AdviceEvent).where(AdviceEvent.advice_id == advice.id).order_by(AdviceEvent.seq)
    return db.session.scalars(lines.options(joinedload(AdviceEvent.by), joinedload(AdviceEvent.person))).all()


def pauses_in(history: Iterable[Any]) -> tuple[Pause, ...]:
    """Return when the clock stood still: while the question lay with who asked it."""
    moves = [each for each in history if each.happened is Happened.MOVED]
    return pauses_between([(local(each.at).date(), each.after is State.CLARIFYING) for each in moves])


def clock_of(advice: Any, history: Iterable[Any]) -> Clock:
    """Return where a question is in its time."""
    return clock(advice.received_on, advice.answer_days, pauses_in(history), today(), advice.answered_on)


def clocks_of(many: Collection[Any]) -> dict[int, Clock]:
    """Return the clocks of several by their ids, in one statement; rows that have their days will do."""
    by_id: dict[int, list[Any]] = {each.id: [] for each in many}
    for line in db.session.execute(_waits(), {"ids": list(by_id)}):
        by_id[line.advice_id].append(line)
    return {each.id: clock_of(each, by_id[each.id]) for each in many}


@cache
def _waits() -> Select[*tuple[Any, ...]]:
    """Return the lines of the history at which a clock stops or goes on."""
    line = select(AdviceEvent.advice_id, AdviceEvent.happened, AdviceEvent.after, AdviceEvent.at)
    waits = or_(AdviceEvent.before == State.CLARIFYING, AdviceEvent.after == State.CLARIFYING)
    theirs = AdviceEvent.advice_id.in_(bindparam("ids", type_=Integer, expanding=True))
    return line.where(theirs, waits).order_by(AdviceEvent.advice_id, AdviceEvent.seq)


def norm_on(day: date, size: AdviceSize) -> Norm:
    """Return within how many working days a question of this size that comes in on a day is answered."""
    newest = select(TurnaroundNorm).where(TurnaroundNorm.size == size, TurnaroundNorm.valid_from <= day)
    row = db.session.scalar(newest.order_by(TurnaroundNorm.valid_from.desc()).limit(1))
    return Norm(row.first_days, row.answer_days) if row else NORMS[size]
