"""Limits on failed tries, counted in the database for all processes at once.

A try is counted before it is made and forgiven when it succeeds, so that parallel guesses cannot slip past the count.
While somebody must wait nothing is counted: a stranger can make an account slow, never lock it for good.
"""

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import ngettext
from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Tried
from lms.accounts.errors import TooManyTries
from lms.accounts.models import FailedTries
from lms.accounts.queries.digests import keyed_hash
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.retention import forget_rows
from lms.kernel.work import aside

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How many tries are free; after that each one doubles the wait, up to the longest."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forget_after: timedelta = timedelta(hours=24)

    def wait(self, number: int) -> timedelta:
        """Return how long to wait after this many failed tries."""
        if number < self.free:
            return timedelta(0)
        return min(self.first_wait * 2 ** min(number - self.free, 16), self.longest_wait)


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


_HOUR = timedelta(hours=1)
#: For one account: at most ten guesses in a quarter of an hour. A mail link lives as long as the longest wait for one.
ACCOUNT = {
    Tried.PASSWORD: Limit(free=8, first_wait=_minutes(4), longest_wait=_minutes(60)),
    Tried.FACTOR: Limit(free=5, first_wait=_minutes(4), longest_wait=_minutes(60)),
    Tried.MAIL: Limit(free=3, first_wait=_minutes(5), longest_wait=_minutes(60)),
    Tried.ACCESS: Limit(free=2, first_wait=_minutes(60), longest_wait=_minutes(24 * 60)),
    Tried.REMARK: Limit(free=20, first_wait=_minutes(10), longest_wait=_minutes(60), forget_after=_HOUR),
    Tried.CARD: Limit(free=5, first_wait=_minutes(4), longest_wait=_minutes(60)),
    Tried.PASSKEY: Limit(free=8, first_wait=_minutes(4), longest_wait=_minutes(60)),
}
#: For one origin, which may be a room full of people at their first lesson: wider, and forgotten sooner.
ORIGIN = {
    Tried.PASSWORD: Limit(free=100, first_wait=_minutes(1), longest_wait=_minutes(15), forget_after=_HOUR),
    Tried.FACTOR: Limit(free=100, first_wait=_minutes(1), longest_wait=_minutes(15), forget_after=_HOUR),
    Tried.MAIL: Limit(free=100, first_wait=_minutes(5), longest_wait=_minutes(30), forget_after=_HOUR),
    Tried.ACCESS: Limit(free=10, first_wait=_minutes(10), longest_wait=_minutes(60), forget_after=_HOUR),
    Tried.REMARK: Limit(free=100, first_wait=_minutes(10), longest_wait=_minutes(60), forget_after=_HOUR),
    Tried.CARD: Limit(free=100, first_wait=_minutes(1), longest_wait=_minutes(15), forget_after=_HOUR),
    Tried.PASSKEY: Limit(free=100, first_wait=_minutes(1), longest_wait=_minutes(15), forget_after=_HOUR),
}


@dataclass(frozen=True)
class Try:
    """One counted try: the keys it was counted under, and the number each had then."""

    account_key: str
    origin_key: str
    origin_number: int


def take_try(kind: Tried, *, account: str, origin: str) -> Try:
    """Count a try in a transaction of its own; raise :class:`TooManyTries` instead while a wait lasts."""
    keys = {_key(kind, "account", account): ACCOUNT[kind], _key(kind, "origin", origin): ORIGIN[kind]}
    moment = now()
    numbers, waits = _taken(keys, moment)
    while missing := keys.keys() - numbers.keys():
        _begin(missing, moment)
        numbers, waits = _taken(keys, moment)
    account_key, origin_key = keys
    if waits:
        log.warning("limited", extra={"event": f"{kind}, {'origin' if origin_key in waits else 'account'}"})
        raise _too_many(max(waits.values()), of_origin=origin_key in waits)
    return Try(account_key, origin_key, numbers[origin_key])


def forgive(tried: Try) -> None:
    """Take back a try that succeeded: the account starts afresh, the origin as if it had not been.

    Rows are locked in the order of their keys first; one that came back meanwhile holds the tries of others.
    """
    of_account = FailedTries.key == tried.account_key
    nobody_after_me = or_(of_account, FailedTries.number == tried.origin_number)
    keys = FailedTries.key.in_([tried.account_key, tried.origin_key])
    there = select(FailedTries.key).where(keys).order_by(FailedTries.key).with_for_update()
    db.session.execute(
        update(FailedTries)
        .where(FailedTries.key.in_(there), FailedTries.number > 0)
        .values(
            number=case((of_account, 0), else_=FailedTries.number - 1),
            wait_until=case((nobody_after_me, None), else_=FailedTries.wait_until),
        ),
        execution_options={"synchronize_session": False},
    )


def start_afresh(kind: Tried, account: str) -> None:
    """Forget the failed tries of one account, because its owner showed up."""
    db.session.execute(delete(FailedTries).where(FailedTries.key == _key(kind, "account", account)))


def forget_old_tries(before: datetime) -> int:
    """Throw away a batch of counts that no longer matter."""
    return forget_rows(FailedTries, FailedTries.last_at < before)


def _key(kind: Tried, whose: str, value: str) -> str:
    return keyed_hash(f"tries:{kind}:{whose}", value)


def _taken(keys: Mapping[str, Limit], moment: datetime) -> tuple[dict[str, int], dict[str, timedelta]]:
    """Count a try once each key has a row; return the numbers of those that have one, and how long to wait.

    Rows that are there are locked in the order of their keys, and nothing is added meanwhile: one order for all, so no
    deadlock.
    """
    question = select(FailedTries).where(FailedTries.key.in_(keys)).order_by(FailedTries.key).with_for_update()
    with aside() as session:
        rows = session.scalars(question).all()
        waits = {row.key: row.wait_until - moment for row in rows if row.wait_until and row.wait_until > moment}
        if len(rows) == len(keys) and not waits:
            for row in rows:
                _count(row, keys[row.key], moment)
        return {row.key: row.number for row in rows}, waits


def _begin(keys: Iterable[str], moment: datetime) -> None:
    """Add the rows that are not there, each in a transaction of its own."""
    for key in keys:
        with suppress(IntegrityError), aside() as session:  # another process was first
            session.add(FailedTries(key=key, number=0, last_at=moment))


def _count(row: FailedTries, limit: Limit, moment: datetime) -> None:
    if moment - row.last_at > limit.forget_after:
        row.number = 0
    row.number += 1
    row.last_at = moment
    row.wait_until = moment + wait if (wait := limit.wait(row.number)) else None


def _too_many(wait: timedelta, *, of_origin: bool) -> TooManyTries:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TooManyTries(
        ngettext(
            "Het lukte te vaak niet. Probeer het over %(num)d minuut nog een keer.",
            "Het lukte te vaak niet. Probeer het over %(num)d minuten nog een keer.",
            minutes,
        ),
        wait,
        of_origin=of_origin,
    )
