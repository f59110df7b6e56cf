"""The log with names beside the random ids, for administrators."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db

CHECK, WHOLE = "log.check", "ok"
PAGE = 50
PERSON = "person/"


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


def log_page(*, action: str | None, before: int | None) -> LogPage:
    """Return the newest lines before a number, in two statements."""
    found = audit.entries(action=action, before=before, limit=PAGE + 1)
    page = found[:PAGE]
    named = _names(uid for entry in page for uid in (entry.actor_uid, entry.object.removeprefix(PERSON)))
    lines = [
        LogLine(entry, named.get(entry.actor_uid, ""), named.get(entry.object.removeprefix(PERSON), ""))
        for entry in page
    ]
    return LogPage(lines, page[-1].seq if len(found) > PAGE else None)


def last_check() -> Checked | None:
    """Return what the last check of the whole log found."""
    found = audit.entries(action=CHECK, limit=1)
    if not found:
        return None
    return Checked(found[0].at, int(found[0].object.rpartition("/")[2]), whole=found[0].result == WHOLE)


def _names(uids: Iterable[str]) -> dict[str, str]:
    rows = db.session.execute(select(Person.uid, Person.name).where(Person.uid.in_(set(uids))))
    return {uid: name for uid, name in rows}
