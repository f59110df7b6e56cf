"""One mail that came in, as far as it can be read: nothing in it is believed, and no part of it is run or shown.

Reading it never fails for what is in it, except as :class:`Unreadable`.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import cast

MOST_BYTES = 10 * 1024 * 1024
MOST_RECIPIENTS, MOST_ATTACHMENTS = 50, 20
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
#: Who of a mail server writes by itself.
ROBOTS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "bounce", "bounces")
SENT_TO_MANY = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
SAYS_ITSELF = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "List-Unsubscribe", "Feedback-ID")


class Unreadable(Exception):
    """Raised for what is no mail."""


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail: its name, and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Incoming:
    """What a mail says: who sent it, to which addresses, in which plain words, and what came with it.

    ``key`` is the same for the same mail delivered twice. ``sender`` is empty unless there is exactly one. ``text`` is
    nothing when there are no plain words. ``automatic``: no person wrote it, so nobody waits for an answer.
    """

    key: str
    sender: str
    recipients: tuple[str, ...]
    automatic: bool
    text: str | None
    attachments: tuple[Attachment, ...]


def read_mail(raw: bytes) -> Incoming:
    """Return what one RFC 822 message says."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        senders, text = _addresses(message, "From"), _text(message)
        attached = tuple(_attachments(message))
    except Exception as problem:  # the library raises what it likes for what is no mail
        raise Unreadable(type(problem).__name__) from problem
    if not senders and not _header(message, "Message-ID"):
        raise Unreadable("neither a sender nor an id")
    return Incoming(
        key=sha256(_header(message, "Message-ID").strip().encode() or raw).hexdigest(),
        sender=senders[0] if len(senders) == 1 else "",
        recipients=tuple(_addresses(message, *RECIPIENTS))[:MOST_RECIPIENTS],
        automatic=_automatic(message, senders),
        text=text,
        attachments=attached,
    )


def _header(message: EmailMessage, name: str) -> str:
    with suppress(Exception):  # a header that cannot be read is none
        return str(message.get(name, ""))
    return ""


def _addresses(message: EmailMessage, *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        with suppress(Exception):  # a header that cannot be read is none
            for header in message.get_all(name, []):
                given = getattr(header, "addresses", None)
                plain = [each.addr_spec for each in given] if given is not None else [str(header).strip(" <>")]
                found += [each.strip().casefold() for each in plain if "@" in each and each == _keepable(each)]
    return list(dict.fromkeys(found))


def _automatic(message: EmailMessage, senders: list[str]) -> bool:
    said = _header(message, "Auto-Submitted").split(";")[0].strip().casefold()
    names = [sender.partition("@")[0] for sender in senders]
    return (
        said not in {"", "no"}
        or _header(message, "Precedence").strip().casefold() in SENT_TO_MANY
        or any(_header(message, name) for name in SAYS_ITSELF)
        or _header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or any(name in ROBOTS for name in names)
    )


def _text(message: EmailMessage) -> str | None:
    part = message.get_body(preferencelist=("plain",))
    if part is None:
        return None
    try:
        return _keepable(str(part.get_content()))
    except (LookupError, UnicodeError, ValueError):
        return _keepable(cast(bytes, part.get_payload(decode=True) or b"").decode("utf-8", "replace"))


def _keepable(text: str) -> str:
    """Leave out what a database cannot keep: a NUL, and halves of signs. Whoever delivers would try it for ever."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    """Yield files; a picture inside the words, such as the logo of a signature, is none."""
    for number, part in enumerate(message.iter_attachments()):
        name = _keepable(part.get_filename() or "")
        inside = part.get_content_disposition() == "inline" or (part.get("Content-ID") and not part.is_attachment())
        if number >= MOST_ATTACHMENTS or inside or not (name or part.is_attachment()):
            continue
        content = part.get_payload(decode=True)
        yield Attachment(name or "bijlage", content if isinstance(content, bytes) else b"")
