"""The log with names beside the random ids, for administrators."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import AMSTERDAM
from lms.kernel.db import db

CHECK, WHOLE = "log.check", "ok"
PAGE = 50
LONG_UID = 16
PERSON = "person/"  # alone, or after a place: ``neighbourhood/<uid>/person/<uid>``


class LogLine(NamedTuple):
    """A line of the log; names are empty when an id is nobody's, or somebody was erased."""

    entry: AuditEntry
    actor: str
    about: str


class LogPage(NamedTuple):
    """A page of the log, and the number to go on from, or nothing at the end."""

    lines: list[LogLine]
    next: int | None


class Checked(NamedTuple):
    """When the log was checked; ``number`` is how many lines were whole, or else the first that was not."""

    at: datetime
    number: int
    whole: bool


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the log: actions, how it ended, who did it or was concerned, days that count."""

    actions: Collection[str] = ()
    result: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return this as filters on lines."""
        found: list[ColumnElement[bool]] = [AuditEntry.action.in_(self.actions)] if self.actions else []
        if self.person:
            theirs = select(Person.uid).where(Person.name.icontains(self.person, autoescape=True))
            found.append(or_(AuditEntry.actor_uid.in_(theirs), _person_in_object().in_(theirs)))
        if self.result:
            found.append(AuditEntry.result == self.result)
        if self.since:
            found.append(AuditEntry.at >= _midnight(self.since))
        if self.until:
            found.append(AuditEntry.at < _midnight(self.until + timedelta(days=1)))
        return found


def log_page(wanted: Wanted, *, before: int | None) -> LogPage:
    """Return the newest lines before a number, in two statements."""
    found = audit.entries(where=wanted.conditions(), before=before, limit=PAGE + 1)
    page = found[:PAGE]
    named = _names(uid for entry in page for uid in (entry.actor_uid, _about(entry)))
    lines = [LogLine(entry, named.get(entry.actor_uid, ""), named.get(_about(entry), "")) for entry in page]
    return LogPage(lines, page[-1].seq if len(found) > PAGE else None)


def last_check() -> Checked | None:
    """Return what the last check of the whole log found."""
    found = audit.entries(action=CHECK, limit=1)
    if not found:
        return None
    return Checked(found[0].at, int(found[0].object.rpartition("/")[2]), whole=found[0].result == WHOLE)


def _about(entry: AuditEntry) -> str:
    return entry.object.rpartition(PERSON)[2]


def _person_in_object() -> ColumnElement[str]:
    """Return the uid of the person a line is about; a name of nobody when it is about something else."""
    length = func.length(AuditEntry.object)
    tail = func.substr(AuditEntry.object, length - LONG_UID + 1)
    before = func.substr(AuditEntry.object, length - LONG_UID - len(PERSON) + 1, len(PERSON))
    return case((and_(length >= LONG_UID + len(PERSON), before == PERSON), tail), else_="")


def _names(uids: Iterable[str]) -> dict[str, str]:
    return {uid: name for uid, name in db.session.execute(_named(), {"uids": sorted(set(uids))})}


@cache
def _named() -> Select[str, str]:
    return select(Person.uid, Person.name).where(Person.uid.in_(bindparam("uids", expanding=True)))


def _midnight(day: date) -> datetime:
    """Return when a day begins on a Dutch wall clock."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)
