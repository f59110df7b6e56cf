"""Letting things of the demo programme have happened some days ago: the commands know no other day than today."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Date, event, inspect, select, update
from sqlalchemy.orm import Session

from lms.accounts.models import Notice
from lms.advice.commands.moving import keep_days
from lms.advice.enums import Direction, State
from lms.advice.models import Advice
from lms.advice.queries.history import history_of
from lms.kernel.clock import now
from lms.kernel.db import Moment as Stamp
from lms.kernel.db import db
from lms.programme.models import Moment as Told
from lms.programme.models import Neighbourhood

#: Whoever is told of something older than this has read it.
READ = timedelta(days=3)
KINDS = (Date, Stamp)
#: What came of advice is told as a moment.
TOLD = Told
#: Days that somebody named, or that follow from others.
LEFT = {(Advice, "decide_by"), (Advice, "due_on")}


@contextmanager
def happened(days: int) -> Generator[None]:
    """Let what commands of advice write in this block have been written so many days ago; signs of life stay."""
    db.session.flush()
    last = db.session.scalar(select(Notice.id).order_by(Notice.id.desc()).limit(1)) or 0
    signs = {here: here.last_sign_at for here in db.session.scalars(select(Neighbourhood))}
    back = timedelta(days=days)

    touched: set[Advice] = set()

    def shift(session: Session, *_more: object) -> None:
        for row in (*session.new, *session.dirty):
            if isinstance(row, Advice):
                touched.add(row)
            if isinstance(row, TOLD) or type(row).__module__.startswith("lms.advice."):
                _shift(row, back)

    session = db.session()
    event.listen(session, "before_flush", shift)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", shift)
    for here, sign in signs.items():
        here.last_sign_at = sign
    for each in touched:
        _keep_time(each)
    if back > READ:
        db.session.execute(update(Notice).where(Notice.id > last).values(read_at=now() - back, due_on=None))
    session.flush()


def _keep_time(advice: Advice) -> None:
    """Let the days for the answer follow from the history, as it does when a day is not made up."""
    if advice.direction is Direction.ASKED and advice.state is not State.CLARIFYING:
        keep_days(advice, history_of(advice))


def _shift(row: Any, back: timedelta) -> None:
    """Move the moments and days that this flush writes; those that the database would fill in are filled in."""
    state = inspect(row)
    for column in state.mapper.columns:
        history = state.attrs[column.key].history
        if not isinstance(column.type, KINDS) or (type(row), column.key) in LEFT:
            continue
        if history.added and history.added[0] is not None:
            setattr(row, column.key, history.added[0] - back)
        elif state.pending and column.default is not None:
            setattr(row, column.key, now() - back)
