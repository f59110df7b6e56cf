"""Telling people what happened: in the product always, by mail as they want it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from flask_babel import LazyString, force_locale
from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notice_mail import mail_at_once
from lms.accounts.enums import Cadence
from lms.accounts.models import Notice, NoticePreference, Person
from lms.accounts.queries.notices import cadence_for, cadences_of, digest_day, kind_of
from lms.kernel import outbox
from lms.kernel.clock import now
from lms.kernel.db import db

LONGEST_TEXT = 300
BATCH = 1000


def notify(
    person: Person, *, cause: str, object: str, text: str | LazyString, url: str, version: str = "1"
) -> Notice | None:
    """Tell somebody one sentence about one version of one thing, once; nothing for who has no working account.

    ``text`` is best lazy (``lazy_gettext``): it is said in the language of who reads it. ``url`` is a path of ours.
    """
    if not person.active:
        return None
    kind = kind_of(cause)
    same = (Notice.person_id == person.id, Notice.cause == cause, Notice.object == object, Notice.version == version)
    if known := db.session.scalars(select(Notice).where(*same)).one_or_none():
        return known
    moment, cadence = now(), cadence_for(person, kind)
    with force_locale(person.language):
        sentence = " ".join(str(text).split())[:LONGEST_TEXT]
    notice = Notice(
        person_id=person.id,
        kind=kind.key,
        cause=cause,
        object=object,
        version=version,
        text=sentence,
        url=url,
        created_at=moment,
        due_on=digest_day(cadence, moment),
    )
    db.session.flush()  # what was pending already has nothing to do with a duplicate notice
    try:
        with db.session.begin_nested():
            db.session.add(notice)
    except IntegrityError:  # another process told it between our look and our write
        known = db.session.scalars(select(Notice).where(*same)).one_or_none()
        if known is None:
            raise
        return known
    _count_unread(person.id, +1)
    if cadence is Cadence.NOW:
        mail_at_once(person, notice)
    return notice


def write_to(address: str, *, cause: str, object: str, subject: str | LazyString, text: str | LazyString) -> None:
    """Mail somebody who has no account; the same address, cause and object is written to once."""
    recipient, address = stand_in_for(address), address.strip().lower()
    outbox.post(recipient, address, cause=cause, object=object, version="1", subject=str(subject), text=str(text))


def stand_in_for(address: str) -> str:
    """Return what stands in the outbox for the uid of somebody without an account."""
    return f"mail-{sha256(address.strip().lower().encode()).hexdigest()[:32]}"


def read_notice(notice: Notice) -> None:
    """Mark one notice as read; it leaves the digest it waited for."""
    _read(notice.person_id, Notice.id == notice.id)


def read_notices(person: Person, *, up_to: int) -> None:
    """Mark what a person saw as read: notices up to this id, and not what came while the page was open."""
    _read(person.id, Notice.id <= up_to)


def choose_cadences(person: Person, chosen: Mapping[str, Cadence]) -> None:
    """Choose how often each kind comes by mail; what already waits moves along, and with ``off`` is not mailed."""
    before, moment = cadences_of(person), now()
    for key, cadence in chosen.items():
        if cadence is before[key]:
            continue
        db.session.merge(NoticePreference(person_id=person.id, kind=key, cadence=cadence))
        if cadence is not Cadence.NOW:
            waiting = (Notice.person_id == person.id, Notice.kind == key, Notice.due_on.is_not(None))
            db.session.execute(update(Notice).where(*waiting).values(due_on=digest_day(cadence, moment)))
    db.session.flush()


def forget_notices(*, read: datetime, unread: datetime) -> bool:
    """Throw away a batch of notices from before these moments; return whether there may be more.

    Their people are locked first, in one order, as everybody does who changes the count of unread notices.
    """
    was_read = and_(Notice.read_at.is_not(None), Notice.created_at < read)
    was_not = and_(Notice.read_at.is_(None), Notice.created_at < unread)
    old = db.session.execute(select(Notice.id, Notice.person_id).where(or_(was_read, was_not)).limit(BATCH)).all()
    theirs = select(Person.id).where(Person.id.in_({person_id for _id, person_id in old})).order_by(Person.id)
    db.session.execute(theirs.with_for_update(key_share=True))
    doomed = delete(Notice).where(Notice.id.in_([id for id, _person in old]))
    gone = db.session.execute(doomed.returning(Notice.person_id, Notice.read_at)).all()
    for person_id, number in sorted(Counter(person_id for person_id, read_at in gone if read_at is None).items()):
        _count_unread(person_id, -number)
    return len(old) == BATCH


def _read(person_id: int, *which: ColumnElement[bool]) -> None:
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), *which)
    done = db.session.execute(unread.values(read_at=now(), due_on=None))
    if number := done.rowcount:  # type: ignore[attr-defined]  # an update counts
        _count_unread(person_id, -number)


def _count_unread(person_id: int, change: int) -> None:
    """Keep the count that travels with the person; it has no other writers."""
    counted = update(Person).where(Person.id == person_id)
    db.session.execute(counted.values(unread_notices=Person.unread_notices + change))
