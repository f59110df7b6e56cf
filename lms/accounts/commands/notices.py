"""Telling people what happened: in the product always, by mail as they want it."""

from hashlib import sha256

from flask import current_app
from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Cadence
from lms.accounts.models import Notice, Person
from lms.accounts.queries.notices import cadence_for, digest_day, kind_of
from lms.kernel import outbox
from lms.kernel.clock import now
from lms.kernel.db import db

LONGEST_TEXT = 300


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
    count_unread(person.id, +1)
    if cadence is Cadence.NOW:
        _mail(person, notice)
    return notice


def write_to(address: str, *, cause: str, object: str, subject: str, text: str) -> None:
    """Mail somebody who has no account; the same address, cause and object is written to once."""
    address = address.strip().lower()
    stand_in = sha256(address.encode()).hexdigest()[:32]
    outbox.post(
        f"mail-{stand_in}", address, cause=cause, object=object, version="1", subject=str(subject), text=str(text)
    )


def count_unread(person_id: int, change: int) -> None:
    """Keep the count of unread notices that travels with the person."""
    counted = update(Person).where(Person.id == person_id)
    db.session.execute(counted.values(unread_notices=Person.unread_notices + change))


def _mail(person: Person, notice: Notice) -> None:
    with force_locale(person.language):
        outbox.post(
            person.uid,
            person.email or "",
            cause=notice.cause,
            object=notice.object,
            version=notice.version,
            subject=notice.text,
            text=letter(person, f"{notice.text}\n{full_address(notice.url)}"),
            language=person.language,
        )


def letter(person: Person, body: str) -> str:
    """Return a mail around ``body``, with the way to receive less of them."""
    greeting = _("Hallo %(name)s,", name=person.name)
    closing = _("Wil je andere of minder mails? Kies het bij je account:")
    return f"{greeting}\n\n{body}\n\n{closing}\n{full_address('/account#mail')}\n"


def full_address(path: str) -> str:
    """Return the address of one of our pages for use outside the product."""
    return current_app.config["SETTINGS"].base_url + path
