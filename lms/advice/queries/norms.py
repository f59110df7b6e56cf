"""The norms for the clock, as they hold and will hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.advice.enums import AdviceSize
from lms.advice.models import TurnaroundNorm
from lms.advice.models.clock import NORMS, Norm
from lms.kernel.clock import today
from lms.kernel.db import db


@dataclass(frozen=True)
class Holding:
    """What holds for one size now, and what is still to come."""

    size: AdviceSize
    now: Norm
    coming: Sequence[TurnaroundNorm]


def norms() -> list[Holding]:
    """Return what holds for each size, in one statement."""
    rows = db.session.scalars(select(TurnaroundNorm).order_by(TurnaroundNorm.valid_from)).all()
    return [_holding(size, [each for each in rows if each.size is size]) for size in AdviceSize]


def _holding(size: AdviceSize, rows: Sequence[TurnaroundNorm]) -> Holding:
    begun = [each for each in rows if each.valid_from <= today()]
    held = Norm(begun[-1].first_days, begun[-1].answer_days) if begun else NORMS[size]
    return Holding(size, held, [each for each in rows if each.valid_from > today()])
