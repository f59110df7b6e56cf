"""What a person was told, and how they want to be told."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from lms.accounts.enums import Cadence
from lms.accounts.models import Notice, NoticePreference, Person
from lms.accounts.slots import NOTICE_KINDS, NoticeKind
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.slots import fillers

DIGEST_HOUR = 8
MONDAY = 0
PAGE = 20
NEWEST_IN_A_DIGEST = 20


class Waiting(NamedTuple):
    """What a digest tells one person: how many notices, and the newest of them as text and address."""

    number: int
    newest: tuple[tuple[str, str], ...]


def notice_kinds() -> tuple[NoticeKind, ...]:
    """Return every kind of notice of this application, lowest floor first."""
    return fillers(NOTICE_KINDS)


def kinds_for(person: Person) -> tuple[NoticeKind, ...]:
    """Return the kinds of notice this person may ever get."""
    return tuple(kind for kind in notice_kinds() if kind.concerns(person))


def kind_of(cause: str) -> NoticeKind:
    """Return the kind a cause belongs to; a cause without one is a mistake in the feature that announces it."""
    for kind in notice_kinds():
        if cause in kind.causes:
            return kind
    raise LookupError(f"no kind of notice has the cause {cause!r}: fill the slot {NOTICE_KINDS.name}")


def cadence_by_person(people: Sequence[Person], kind: NoticeKind) -> dict[int, Cadence]:
    """Return how each of these people wants this kind by mail, by their id."""
    theirs = NoticePreference.person_id.in_([person.id for person in people])
    rows = db.session.scalars(select(NoticePreference).where(theirs, NoticePreference.kind == kind.key))
    own = {row.person_id: row.cadence for row in rows}
    return {person.id: own.get(person.id, Cadence(kind.default)) for person in people}


def told_already(people: Sequence[Person], *, cause: str, object: str, version: str) -> dict[int, Notice]:
    """Return the notices about one version of one thing that these people have, by the id of the person."""
    same = (Notice.cause == cause, Notice.object == object, Notice.version == version)
    theirs = Notice.person_id.in_([person.id for person in people])
    return {notice.person_id: notice for notice in db.session.scalars(select(Notice).where(theirs, *same))}


def cadences_of(person: Person) -> dict[str, Cadence]:
    """Return how this person wants each kind by mail, in the order of the kinds."""
    rows = db.session.scalars(select(NoticePreference).where(NoticePreference.person_id == person.id))
    own = {row.kind: row.cadence for row in rows}
    return {kind.key: own.get(kind.key, Cadence(kind.default)) for kind in notice_kinds()}


def notices_of(person: Person, *, before: int | None = None) -> Sequence[Notice]:
    """Return a page of somebody's notices and one more, newest first; ``before`` is the last id of the page before."""
    question = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id.desc()).limit(PAGE + 1)
    if before is not None:
        question = question.where(Notice.id < before)
    return db.session.scalars(question).all()


def own_notice(uid: str, person: Person) -> Notice | None:
    """Return one notice, when it is this person's."""
    return db.session.scalars(select(Notice).where(Notice.uid == uid, Notice.person_id == person.id)).one_or_none()


def digest_day(cadence: Cadence, moment: datetime) -> date | None:
    """Return the day whose digest takes what is written at ``moment``; nothing when no digest does.

    A digest leaves at eight in the Dutch morning: what comes later waits for the next one.
    """
    if cadence not in {Cadence.DAILY, Cadence.WEEKLY}:
        return None
    here = local(moment)
    day = here.date() if here.hour < DIGEST_HOUR else here.date() + timedelta(days=1)
    if cadence is Cadence.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return day


def people_waiting(day: date, *, after: int, limit: int) -> tuple[Sequence[int], Sequence[Person]]:
    """Return the next ids with notices due on ``day``, and of those the active people nobody else is working on.

    The rows stay locked until the end of this transaction (on SQLite the whole database is).
    """
    waits = select(Notice.person_id).where(Notice.due_on <= day, Notice.person_id > after)
    ids = db.session.scalars(waits.distinct().order_by(Notice.person_id).limit(limit)).all()
    free = select(Person).where(Person.id.in_(ids), Person.active, Person.email.is_not(None)).order_by(Person.id)
    return ids, db.session.scalars(free.with_for_update(skip_locked=True, key_share=True)).all()


def waiting_notices(people: Sequence[Person], day: date) -> dict[int, Waiting]:
    """Return by person what is due on ``day``, in one statement."""
    whose, newest = Notice.person_id, Notice.id.desc()
    ranked = (
        select(
            whose,
            Notice.text,
            Notice.url,
            func.row_number().over(partition_by=whose, order_by=newest).label("place"),
            func.count().over(partition_by=whose).label("number"),
        )
        .where(whose.in_([person.id for person in people]), Notice.due_on <= day)
        .subquery()
    )
    few = select(ranked).where(ranked.c.place <= NEWEST_IN_A_DIGEST).order_by(ranked.c.person_id, ranked.c.place)
    found: dict[int, Waiting] = {}
    for row in db.session.execute(few):
        sofar = found.get(row.person_id, Waiting(row.number, ()))
        found[row.person_id] = Waiting(row.number, (*sofar.newest, (row.text, row.url)))
    return found


def digested_on(day: date, people: Sequence[Person], *, cause: str) -> frozenset[str]:
    """Return the uids of those who were mailed the digest of ``day`` already."""
    theirs = Mail.recipient_uid.in_([person.uid for person in people])
    same = (theirs, Mail.cause == cause, Mail.object == cause, Mail.version == day.isoformat())
    return frozenset(db.session.scalars(select(Mail.recipient_uid).where(*same)))
