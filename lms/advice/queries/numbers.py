"""Advice in numbers, for who steers and studies: never a text, a name or a neighbourhood; a count under five is hidden.

Confidential advice counts like any other: that there was a question tells nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select

from lms.advice.enums import SPOKEN, AdviceSize, Direction, State, Used
from lms.advice.models import Advice, AdviceDeed
from lms.advice.models.answers import AdviceAnswer
from lms.advice.models.clock import Clock
from lms.advice.models.path import GIVEN, UNANSWERED
from lms.advice.policy import shown_to_team
from lms.advice.queries.history import clocks_of
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD, WITHHELD, Shown, shown, shown_row
from lms.programme.models import CardStep, CardVersion, Neighbourhood, Programme, Theme

#: So many answers are timed: the newest of the period.
TIMED = 500
OPEN, ELSE = "open", "else"
Period = tuple[ColumnElement[bool], ...]
Key = TypeVar("Key")


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
class Waiting:
    """How long questions wait that have no answer yet, a pause that runs included; of fewer than five nothing."""

    open: Shown
    net: float | None
    gross: float | None
    paused: Shown


@dataclass(frozen=True)
class Numbers:
    """All numbers of a programme in a period."""

    since: date
    by_theme: Sequence[tuple[str, Sequence[Shown]]]
    by_step: Sequence[tuple[str, Shown]]
    waiting: Waiting
    turnaround: Sequence[Turnaround]
    told: Shown
    used: Shown
    deeds: Shown
    taken: Shown


def numbers_of(programme: Programme, since: date) -> Numbers:
    """Return the numbers since a day; ten statements, and the clocks of at most :data:`TIMED` questions each.

    Numbers that add up to another number on the page are hidden together, so that none follows from the rest: how much
    was asked stands on it by state, by theme and, with the tips, by step.
    """
    counts = Advice.state.in_((*UNANSWERED, *GIVEN, State.REFERRED))  # neither taken back nor kept among advisers
    period = (Neighbourhood.programme_id == programme.id, Advice.received_on >= since, counts, shown_to_team())
    asked = _asked(period)
    used, told = _use(period)
    taken, given = _deeds(period)
    return Numbers(
        since=since,
        by_theme=_themes(programme, period),
        by_step=_steps(programme, period),
        waiting=_waiting(period, asked[OPEN]),
        turnaround=_turnarounds(period, asked),
        told=told,
        used=used,
        deeds=given,
        taken=taken,
    )


def _asked(period: Period) -> dict[str, Shown]:
    """Return how many questions wait, were answered (by size) and ended otherwise: together all that were asked."""
    groups = (Advice.state, Advice.size, or_(Advice.answered_on.is_(None), Advice.channel.in_(SPOKEN)))
    found = select(*groups, func.count()).join(Advice.neighbourhood).where(*period, Advice.direction == Direction.ASKED)
    counted: dict[str, int] = dict.fromkeys((OPEN, *(size.value for size in AdviceSize), ELSE), 0)
    for state, size, elsewise, count in db.session.execute(found.group_by(*groups)):
        counted[OPEN if state in UNANSWERED else ELSE if elsewise else size.value] += count
    return part_of_a_whole(counted)


def part_of_a_whole(counts: Mapping[Key, int]) -> dict[Key, Shown]:
    """Return cells whose total can be read elsewhere on the page, so that none under five follows from that total.

    Where their own total would have to be hidden, the cells tell no more than whether there is anything.
    """
    cells, total = shown_row(counts)
    if isinstance(total, int) or sum(counts.values()) < THRESHOLD:
        return cells
    return {key: WITHHELD if count else 0 for key, count in counts.items()}


def _themes(programme: Programme, period: Period) -> list[tuple[str, Sequence[Shown]]]:
    """Return asked and unasked for each theme; each of both adds up to a number that stands elsewhere."""
    themes = db.session.scalars(select(Theme).where(Theme.programme_id == programme.id).order_by(Theme.number)).all()
    found = select(Advice.theme_id, Advice.direction, func.count()).join(Advice.neighbourhood)
    rows = db.session.execute(found.where(*period).group_by(Advice.theme_id, Advice.direction))
    counted: Mapping[tuple[int | None, Direction], int] = {(theme, way): number for theme, way, number in rows}
    names = [*((each.id, f"{each.number}. {each.title}") for each in themes), (None, "")]
    ways = [part_of_a_whole({key: counted.get((key, way), 0) for key, _name in names}) for way in Direction]
    return [(name, [cells[key] for cells in ways]) for key, name in names]


def _steps(programme: Programme, period: Period) -> list[tuple[str, Shown]]:
    found = select(Advice.step_key, func.count()).join(Advice.neighbourhood)
    grouped = db.session.execute(found.where(*period).group_by(Advice.step_key))
    rows = part_of_a_whole(dict(sorted((key or "", count) for key, count in grouped)))
    card = select(CardStep).join(CardVersion, CardVersion.id == CardStep.card_version_id)
    card = card.where(CardVersion.programme_id == programme.id).order_by(CardVersion.current, CardVersion.id)
    steps = {each.key: each for each in db.session.scalars(card)}  # the card of now last, so that its words win
    asked = sorted((step for key, step in steps.items() if key in rows), key=lambda step: (step.number, step.title))
    told = [(f"{each.number}. {each.title}", rows[each.key]) for each in asked]
    return [*told, ("", rows[""])] if told and "" in rows else told


def _waiting(period: Period, count: Shown) -> Waiting:
    still = (Advice.direction == Direction.ASKED, Advice.state.in_(UNANSWERED))
    clocks = _clocks(period, *still)
    if len(clocks) < THRESHOLD:
        return Waiting(count, None, None, shown(0) if not clocks else WITHHELD)
    paused = sum(each.running for each in clocks)
    cells, _total = shown_row({True: paused, False: len(clocks) - paused})
    return Waiting(count, *_middle(clocks), cells[True] if isinstance(count, int) else WITHHELD)


def _turnarounds(period: Period, asked: Mapping[str, Shown]) -> list[Turnaround]:
    waited = (Advice.answered_on.is_not(None), Advice.channel.not_in(SPOKEN))
    return [_turnaround(size, asked[size.value], _clocks(period, Advice.size == size, *waited)) for size in AdviceSize]


def _turnaround(size: AdviceSize, count: Shown, clocks: Sequence[Clock]) -> Turnaround:
    if len(clocks) < THRESHOLD:
        return Turnaround(size, count, None, None, shown(0) if not clocks else WITHHELD)
    late = sum(bool(each.over) for each in clocks)
    cells, _total = shown_row({True: len(clocks) - late, False: late})
    return Turnaround(size, count, *_middle(clocks), cells[True] if isinstance(count, int) else WITHHELD)


def _clocks(period: Period, *which: ColumnElement[bool]) -> list[Clock]:
    """Return the clocks of the newest questions of this kind."""
    found = select(Advice).join(Advice.neighbourhood).where(*period, Advice.direction == Direction.ASKED, *which)
    rows = db.session.scalars(found.order_by(Advice.id.desc()).limit(TIMED)).all()
    return list(clocks_of(rows).values()) if rows else []


def _middle(clocks: Sequence[Clock]) -> tuple[float, float]:
    return median(each.day for each in clocks), median(each.gross for each in clocks)


def _use(period: Period) -> tuple[Shown, Shown]:
    found = select(Advice.used, func.count()).join(Advice.neighbourhood)
    rows = dict(db.session.execute(found.where(*period, Advice.used.is_not(None)).group_by(Advice.used)).all())
    yes = rows.get(Used.YES, 0) + rows.get(Used.PARTLY, 0)
    cells, total = shown_row({True: yes, False: rows.get(Used.NO, 0)})
    return cells[True], total


def _deeds(period: Period) -> tuple[Shown, Shown]:
    found = select(func.count(), func.count(AdviceDeed.taken_at)).select_from(AdviceDeed)
    found = found.join(AdviceAnswer, AdviceAnswer.id == AdviceDeed.answer_id).where(AdviceAnswer.sent_at.is_not(None))
    found = found.join(Advice, Advice.id == AdviceAnswer.advice_id).join(Advice.neighbourhood)
    given, taken = db.session.execute(found.where(*period)).one()
    cells, total = shown_row({True: taken, False: given - taken})
    return cells[True], total
