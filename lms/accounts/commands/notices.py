"""Telling people what happened: in the product always, by mail as they want it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import LazyString, force_locale
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notice_mail import Writer, mail_at_once
from lms.accounts.enums import Cadence
from lms.accounts.models import Notice, NoticePreference, Person
from lms.accounts.queries.notices import cadence_by_person, cadences_of, digest_day, kind_of, told_already
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
    return notify_all([person], cause=cause, object=object, text=text, url=url, version=version).get(person.id)


def notify_all(
    people: Sequence[Person],
    *,
    cause: str,
    object: str,
    text: str | LazyString,
    url: str,
    version: str = "1",
    write: Writer | None = None,
) -> dict[int, Notice]:
    """Tell several people the same, as :func:`notify` does; the number of statements does not depend on theirs.

    ``write`` writes the mail to each of those who want this kind at once; without it the mail is the sentence.
    Returns by the id of the person the notice each of them has now.
    """
    active, kind, moment = [person for person in people if person.active], kind_of(cause), now()
    same = {"cause": cause, "object": object, "version": version}
    told = told_already(active, **same)
    new = {person.id: person for person in active if person.id not in told}
    if not new:
        return told
    cadences = cadence_by_person(list(new.values()), kind)
    rows = [
        {
            "person_id": person.id,
            "kind": kind.key,
            **same,
            "text": _sentence(text, person.language),
            "language": person.language,
            "url": url,
            "created_at": moment,
            "due_on": digest_day(cadences[person.id], moment),
        }
        for person in new.values()
    ]
    kept = _kept(rows)
    _count_unread(kept, +1)
    told = told_already(active, **same)
    mail_at_once([(new[each], told[each]) for each in kept if cadences[each] is Cadence.NOW], write)
    return told


def _sentence(text: str | LazyString, language: str) -> str:
    with force_locale(language):
        return " ".join(str(text).split())[:LONGEST_TEXT].removesuffix(".")  # it is also the subject of a mail


def _kept(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write notices, in one statement when nobody else tells the same at this moment; return whose are new."""
    db.session.flush()  # what was pending already has nothing to do with a duplicate notice
    refused = _refused(rows)
    if refused is None:
        return [row["person_id"] for row in rows]
    kept = [row["person_id"] for row in rows if _refused([row]) is None] if len(rows) > 1 else []
    for row in rows:
        same = {name: row[name] for name in ("person_id", "cause", "object", "version")}
        if row["person_id"] not in kept and db.session.scalar(select(Notice.id).filter_by(**same)) is None:
            raise refused  # not for being a duplicate
    return kept


def _refused(rows: Sequence[dict[str, Any]]) -> IntegrityError | None:
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Notice), rows)
    except IntegrityError as refused:
        return refused
    return None


def write_to(address: str, *, cause: str, object: str, subject: str | LazyString, text: str | LazyString) -> None:
    """Mail somebody who has no account; the same address, cause and object is written to once.

    ``text`` is the whole mail, see :func:`lms.accounts.commands.mail_layout.laid_out`.
    """
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


def forget_read(before: datetime) -> int:
    """Throw away a batch of notices that were read, and are from before a moment."""
    return _forget(Notice.read_at.is_not(None), Notice.created_at < before)


def forget_unread(before: datetime) -> int:
    """Throw away a batch of notices that nobody read, and are from before a moment."""
    return _forget(Notice.read_at.is_(None), Notice.created_at < before)


def _forget(*over: ColumnElement[bool]) -> int:
    """Throw away a batch of notices; return how many.

    Their people are locked first, in one order, as everybody does who changes the count of unread notices.
    """
    old = db.session.execute(select(Notice.id, Notice.person_id).where(*over).limit(BATCH)).all()
    theirs = select(Person.id).where(Person.id.in_({person_id for _id, person_id in old})).order_by(Person.id)
    db.session.execute(theirs.with_for_update(key_share=True))
    doomed = delete(Notice).where(Notice.id.in_([id for id, _person in old]))
    gone = db.session.execute(doomed.returning(Notice.person_id, Notice.read_at)).all()
    for person_id, number in sorted(Counter(person_id for person_id, read_at in gone if read_at is None).items()):
        _count_unread([person_id], -number)
    return len(gone)


def _read(person_id: int, *which: ColumnElement[bool]) -> None:
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), *which)
    done = db.session.execute(unread.values(read_at=now(), due_on=None))
    if number := done.rowcount:  # type: ignore[attr-defined]  # an update counts
        _count_unread([person_id], -number)


def _count_unread(people: Sequence[int], change: int) -> None:
    """Keep the count that travels with the person, which has no other writers; locks people in one order."""
    if len(people) > 1:
        locked = select(Person.id).where(Person.id.in_(people)).order_by(Person.id)
        db.session.execute(locked.with_for_update(key_share=True))
    counted = update(Person).where(Person.id.in_(people))
    db.session.execute(counted.values(unread_notices=Person.unread_notices + change))
