"""Notices by mail: one at once, or one mail with what is unread and was not mailed before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, update

from lms.accounts.commands.mail_layout import laid_out, site
from lms.accounts.models import Notice, Person
from lms.accounts.queries.notices import Waiting, digested_on, people_waiting, waiting_notices
from lms.kernel import outbox
from lms.kernel.db import db

DIGEST = "digest"
BATCH = 100


@dataclass(frozen=True)
class Body:
    """What a mail says of a notice when that takes more than its sentence.

    ``calendar`` is for calendars to act on, ``reply_to`` where an answer goes, and ``above`` stands over the greeting.
    ``secret`` marks words that nobody but this person may read: no administrator, and nobody once it was sent.
    """

    paragraphs: Sequence[str]
    calendar: str | None = None
    reply_to: str | None = None
    above: str = ""
    secret: bool = False


#: Writes the mail to one person, in the locale of that person.
Writer = Callable[[Person], Body]


def mail_at_once(told: Sequence[tuple[Person, Notice]], write: Writer | None = None) -> None:
    """Mail a notice to each of those who want this kind now."""
    outbox.post_all([_mail_about(notice, person, write) for person, notice in told if person.email])


def _mail_about(notice: Notice, person: Person, write: Writer | None) -> dict[str, Any]:
    with force_locale(person.language):
        body = write(person) if write else Body([f"{notice.text}\n{site()}{notice.url}"])
        text = "\n\n".join(part for part in (body.above, _letter(person, body.paragraphs)) if part)
    return outbox.written(
        person.uid,
        person.email or "",
        cause=notice.cause,
        object=notice.object,
        version=notice.version,
        subject=notice.text,
        text=text,
        language=person.language,
        secret=body.secret,
        calendar=body.calendar,
        reply_to=body.reply_to,
    )


def send_digests(day: date, after: int) -> int | None:
    """Mail the digest of ``day`` to the next people by id; return after whom to go on, or nothing at the end.

    Everybody gets at most one a day, whoever else sends digests and however often: people that another run holds are
    skipped, and what is still waiting for somebody who had today's mail goes into tomorrow's.
    """
    ids, people = people_waiting(day, after=after, limit=BATCH)
    had_one = digested_on(day, people, cause=DIGEST)
    mailed = [person for person in people if person.uid not in had_one]
    waiting = waiting_notices(mailed, day)
    for person in mailed:
        _send_digest(person, waiting[person.id], day)
    _move(mailed, day, None)
    _move([person for person in people if person.uid in had_one], day, day + timedelta(days=1))
    return ids[-1] if len(ids) == BATCH else None


def _send_digest(person: Person, waiting: Waiting, day: date) -> None:
    with force_locale(person.language):
        subject = ngettext(
            "Je hebt %(num)d nieuw bericht op Kringwijs",
            "Je hebt %(num)d nieuwe berichten op Kringwijs",
            waiting.number,
        )
        lines = [f"- {text}\n  {site()}{url}" for text, url in waiting.newest]
        if more := waiting.number - len(waiting.newest):
            rest = ngettext("En nog %(num)d ander bericht:", "En nog %(num)d andere berichten:", more)
            lines.append(f"{rest}\n{site()}/account/berichten")
        text = _letter(person, lines)
    _post(person, cause=DIGEST, object=DIGEST, version=day.isoformat(), subject=subject, text=text)


def _move(people: Sequence[Person], day: date, to: date | None) -> None:
    if people:
        ids = [person.id for person in people]
        due: tuple[ColumnElement[bool], ...] = (Notice.person_id.in_(ids), Notice.due_on <= day)
        db.session.execute(update(Notice).where(*due).values(due_on=to))


def _post(person: Person, **mail: str) -> None:
    if person.email:
        outbox.post(person.uid, person.email, language=person.language, **mail)


def _letter(person: Person, paragraphs: Sequence[str]) -> str:
    """Return a plain text with a greeting, and the way to receive less of them."""
    less = _("Wil je minder mail, of op een ander moment? Kies het in Kringwijs:")
    return laid_out(person.name, (*paragraphs, f"{less}\n{site()}/account/mail"))
