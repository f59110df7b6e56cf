"""The outbox: a mail is a row in the transaction that caused it; :mod:`lms.kernel.postman` carries it later."""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel import clock
from lms.kernel.chance import new_uid
from lms.kernel.db import Base, db
from lms.kernel.retention import forget_rows

COUNTED_UP_TO = 1000


class MailState(StrEnum):
    """How far a mail is: waiting for the post, kept because there is no post, sent, or parked for a person to judge."""

    WAITING = "waiting"
    KEPT = "kept"
    SENT = "sent"
    PARKED = "parked"


class Mail(Base):
    """One mail to one person about one version of one thing; the uid is its Message-ID for ever.

    ``calendar``: an iCalendar message that goes with it, for calendars to act on. ``reply_to``: where an answer goes;
    without it nobody reads one.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        UniqueConstraint("recipient_uid", "cause", "object", "version"),
        CheckConstraint("state IN ('waiting', 'kept', 'sent', 'parked')", "state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", "sent_at"),
        CheckConstraint("tries >= 0", "tries"),
        Index("ix_outbox_mail_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(20), unique=True, default=new_uid)
    recipient_uid: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(254))
    cause: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(120))
    version: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)
    reply_to: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    secret: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    def readable_text(self, *, demo: bool) -> str | None:
        """Return the text for an administrator; nothing when it is secret, except in a demonstration."""
        return self.text if demo or not self.secret else None


def post(recipient_uid: str, address: str, **mail: Any) -> Mail:
    """Put a mail in the outbox of this transaction; the same person, cause, object and version is the same mail.

    What there is to say about it, see :func:`written`.
    """
    return _post(written(recipient_uid, address, **mail))


def post_all(mails: Sequence[dict[str, Any]]) -> None:
    """Put mails made by :func:`written` in the outbox, in one statement when none of them was there already."""
    if not mails:
        return
    db.session.flush()  # what was pending already has nothing to do with a duplicate mail
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Mail), mails)
    except IntegrityError:
        for mail in mails:
            _post(mail)


def written(
    recipient_uid: str,
    address: str,
    *,
    cause: str,
    object: str,
    version: str,
    subject: str,
    text: str,
    language: str = "nl",
    secret: bool = False,
    calendar: str | None = None,
    reply_to: str | None = None,
) -> dict[str, Any]:
    """Return the values of a mail, for :func:`post_all`.

    ``secret`` marks a text for its reader alone, as with a link that signs in: never shown, and wiped once sent.
    ``calendar`` is an iCalendar message (:mod:`lms.kernel.calendar_file`); its METHOD says what calendars do with it.
    ``reply_to`` is the address that answers go to.
    """
    if re.search(r"[\s,;<>]", address) or "@" not in address:
        raise ValueError("not one e-mail address")
    moment = clock.now()
    return {
        "recipient_uid": recipient_uid,
        "address": address,
        "cause": cause,
        "object": object,
        "version": version,
        "subject": " ".join(subject.split())[:200],
        "text": text,
        "calendar": calendar,
        "reply_to": reply_to,
        "language": language,
        "secret": secret,
        "state": first_state(),
        "tries": 0,
        "created_at": moment,
        "due_at": moment,
    }


def first_state() -> MailState:
    """Return where a new mail begins: kept when this installation has no mail server."""
    return MailState.WAITING if current_app.config["SETTINGS"].mail_url else MailState.KEPT


def mail_by_uid(uid: str) -> Mail | None:
    """Return one mail."""
    return _mail_where(Mail.uid == uid)


def mails(*, state: str | None = None, before: int | None = None, limit: int = 50) -> Sequence[Mail]:
    """Return a page of mails, newest first; ``before`` is the id of the last one of the previous page."""
    question = select(Mail).order_by(Mail.id.desc()).limit(limit)
    if state is not None:
        question = question.where(Mail.state == state)
    if before is not None:
        question = question.where(Mail.id < before)
    return db.session.scalars(question).all()


def counts() -> dict[str, int]:
    """Return the number of mails in each state, counted up to a thousand so that the page never gets slow."""
    bounded = [
        select(func.count()).select_from(select(Mail.id).where(Mail.state == state).limit(COUNTED_UP_TO).subquery())
        for state in MailState
    ]
    row = db.session.execute(select(*(question.scalar_subquery() for question in bounded))).one()
    return dict(zip((state.value for state in MailState), row, strict=True))


def mails_to(recipient_uid: str) -> Sequence[Mail]:
    """Return every mail to one person, for their own copy of what is kept about them."""
    return db.session.scalars(select(Mail).where(Mail.recipient_uid == recipient_uid).order_by(Mail.id)).all()


def try_again(mail: Mail) -> None:
    """Hand a parked or kept mail to the post once more, with all its tries."""
    if mail.state in {MailState.PARKED, MailState.KEPT}:
        mail.state = first_state()
        mail.tries, mail.problem, mail.due_at = 0, None, clock.now()
        db.session.flush()


def take_back(object: str) -> int:
    """Erase every mail about something that did not leave yet and carries a secret text; return how many there were."""
    return _delete(Mail.object == object, Mail.secret.is_(True), Mail.state != MailState.SENT)


def forget_recipient(recipient_uid: str) -> int:
    """Erase every mail to one person; return how many there were."""
    return _delete(Mail.recipient_uid == recipient_uid)


def forget_sent(before: datetime) -> int:
    """Erase a batch of what was sent, or kept, before a moment; return how many there were."""
    return forget_rows(Mail, Mail.state.in_([MailState.SENT, MailState.KEPT]), Mail.created_at < before)


def _post(mail: dict[str, Any]) -> Mail:
    same = [getattr(Mail, name) == mail[name] for name in ("recipient_uid", "cause", "object", "version")]
    return _mail_where(*same) or _insert(Mail(**mail)) or _mail_where(*same) or _unexplained(mail["cause"])


def _insert(mail: Mail) -> Mail | None:
    """Return the mail, or nothing when another process posted the same one since we looked."""
    db.session.flush()  # what was pending already has nothing to do with a duplicate mail
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        return None
    return mail


def _mail_where(*conditions: ColumnElement[bool]) -> Mail | None:
    return db.session.scalars(select(Mail).where(*conditions)).one_or_none()


def _delete(*conditions: ColumnElement[bool]) -> int:
    return db.session.execute(delete(Mail).where(*conditions)).rowcount  # type: ignore[attr-defined]  # a delete counts


def _unexplained(cause: str) -> Mail:
    raise RuntimeError(f"a mail for {cause} was refused by the database, and not for being a duplicate")
