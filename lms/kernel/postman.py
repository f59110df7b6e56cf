"""The postman: carries mails from the outbox to the mail server, at least once, and never inside a transaction."""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import ColumnElement, case, select, update

from lms.kernel import clock
from lms.kernel.db import separate_session
from lms.kernel.outbox import Mail, MailState
from lms.kernel.work import aside

PATIENCE = (1, 5, 15, 60, 240, 720, 1440)  # minutes after each failed try; after the last one a mail is parked
LEASE = timedelta(minutes=15)  # longer than one conversation with a mail server can take
TIMEOUT = 20  # seconds for each answer of the server
TOO_LARGE = 552  # said of the sender, meant of the mail
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
log = logging.getLogger(__name__)


class NoSafeWay(Exception):
    """The server offers no encryption, and we have a password to send."""


@dataclass
class Round:
    """What one round brought: counts, and whether the server could be reached."""

    sent: int = 0
    delayed: int = 0
    parked: int = 0
    reachable: bool = True


def send_due(limit: int = 100, keep_going: Callable[[], bool] = lambda: True) -> Round:
    """Send mails that are due, one conversation for all, until there are none, the limit, or the server fails us.

    Each row is claimed by moving its next try beyond the lease. A process that dies after the server took the mail and
    before the row says so leaves a row that is sent again, under the same Message-ID.
    """
    done = Round()
    url = current_app.config["SETTINGS"].mail_url
    if not url or not _anything_due():
        return done
    server: smtplib.SMTP | None = None
    try:
        for _ in range(limit):
            if not done.reachable or not keep_going() or not (mail := _claim()):
                break
            try:
                server = server or connect(url)
            except (OSError, smtplib.SMTPException, NoSafeWay) as failure:
                done.reachable = False
                _delay(mail, _short(failure), done)
            else:
                _carry(server, mail, done)
    finally:
        _hang_up(server)
    if done != Round():
        log.info("mail", extra={"event": f"sent {done.sent}, delayed {done.delayed}, parked {done.parked}"})
    return done


def connect(url: str) -> smtplib.SMTP:
    """Open a conversation with ``smtp://`` (encrypted when offered) or ``smtps://``, signed in when there is a user."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    if parts.scheme not in {"smtp", "smtps"}:
        raise NoSafeWay("LMS_MAIL_URL starts with smtp:// or smtps://")
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or (587 if parts.username else 25), timeout=TIMEOUT)
    try:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            secure = True
        if parts.username:
            if not secure and host not in LOOPBACK:
                raise NoSafeWay("a password is sent only over an encrypted connection")
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def compose(mail: Mail, sender: str) -> EmailMessage:
    """Return the message of a row; the same row always gives the same bytes."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.address
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.local(mail.created_at))
    message["Message-ID"] = f"<{mail.uid}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    if mail.calendar:
        _add_calendar(message, mail.calendar, mail.uid)
    message["Content-Language"] = mail.language
    return message


def _add_calendar(message: EmailMessage, calendar: str, uid: str) -> None:
    """Add an appointment: beside the text for programs that act on it (RFC 6047), and as a file for all others."""
    method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    params = {"method": method[1]} if method else {}
    message.add_alternative(calendar, subtype="calendar", cte="base64", params=params)
    message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="afspraak.ics")
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"=_{uid}_{number}")  # by itself it would be another one each time


def _carry(server: smtplib.SMTP, mail: Mail, done: Round) -> None:
    try:
        message = compose(mail, current_app.config["SETTINGS"].mail_from)
        server.send_message(message, to_addrs=[mail.address])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        problem, about_us = _short(refusal), _is_about_us(refusal)
        done.reachable = server.sock is not None and not about_us  # a 421 hangs up
        judge = _park if problem.startswith("5") and not about_us else _delay
        judge(mail, problem, done)
    except smtplib.SMTPNotSupportedError as refusal:
        _park(mail, _short(refusal), done)
    except (OSError, smtplib.SMTPException) as failure:
        done.reachable = False
        _delay(mail, _short(failure), done)
    except Exception as unwritable:  # one odd row must not stop the post for everybody
        _park(mail, _short(unwritable), done)
    else:
        _mark_sent(mail)
        done.sent += 1


def _is_about_us(refusal: Exception) -> bool:
    """Return whether our sender or password was refused, so that every mail would get the same answer."""
    if isinstance(refusal, smtplib.SMTPSenderRefused):
        return refusal.smtp_code != TOO_LARGE
    return _short(refusal)[:3] in {"530", "535"}


def _anything_due() -> bool:
    with separate_session() as session:
        return session.scalar(select(Mail.id).where(*_due(clock.now())).limit(1)) is not None


def _claim() -> Mail | None:
    """Return a copy of the next row that is due, with the claim committed; no transaction is open while it travels."""
    moment = clock.now()
    with aside() as session:
        due = select(Mail).where(*_due(moment)).order_by(Mail.due_at, Mail.id).limit(1)
        mail = session.scalars(due.with_for_update(skip_locked=True)).one_or_none()
        if mail is not None:
            mail.tries += 1
            mail.due_at = moment + LEASE
        return mail


def _due(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return Mail.state == MailState.WAITING, Mail.due_at <= moment


def _delay(mail: Mail, problem: str, done: Round) -> None:
    if mail.tries > len(PATIENCE):
        _park(mail, problem, done)
        return
    _mark(mail, due_at=clock.now() + timedelta(minutes=PATIENCE[mail.tries - 1]), problem=problem)
    done.delayed += 1


def _park(mail: Mail, problem: str, done: Round) -> None:
    _mark(mail, state=MailState.PARKED, problem=problem)
    done.parked += 1


def _mark(mail: Mail, **values: object) -> None:
    """Write an outcome, unless a later try has taken the mail over."""
    ours = Mail.id == mail.id, Mail.state == MailState.WAITING, Mail.tries == mail.tries
    with aside() as session:
        session.execute(update(Mail).where(*ours).values(**values))


def _mark_sent(mail: Mail) -> None:
    wiped = case((Mail.secret, ""), else_=Mail.text)
    sent = update(Mail).where(Mail.id == mail.id, Mail.state != MailState.SENT)
    with aside() as session:
        session.execute(sent.values(state=MailState.SENT, sent_at=clock.now(), problem=None, text=wiped))


def _short(failure: Exception) -> str:
    """Return what went wrong without the server's words, which may repeat an address."""
    answers: list[tuple[int, bytes | str]] = [(0, b"")]
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        answers = [*failure.recipients.values()]
    elif isinstance(failure, smtplib.SMTPResponseException):
        answers = [(failure.smtp_code, failure.smtp_error)]
    code, words = answers[0]
    if not code:
        return type(failure).__name__[:40]
    detail = re.match(
        r"\d\.\d{1,3}\.\d{1,3}\b", words.decode("ascii", "replace") if isinstance(words, bytes) else words
    )
    return f"{code} {detail.group()}" if detail else str(code)


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def _hang_up(server: smtplib.SMTP | None) -> None:
    if server is None:
        return
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
