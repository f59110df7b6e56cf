"""Telling guests, who have no account, what becomes of the meeting that they helped to find a date for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.accounts.commands.mail_layout import laid_out
from lms.accounts.commands.notices import stand_in_for
from lms.kernel import outbox
from lms.kernel.calendar_file import Method, Party
from lms.kernel.db import db
from lms.meetings.commands.letters import calendar_for_guest, what_when_where
from lms.meetings.models import Meeting, MeetingMove
from lms.meetings.queries.polls import guests_of
from lms.ui.formats import moment

CHANGED, OFF, REMINDED = "poll.meeting_changed", "poll.meeting_off", "poll.meeting_reminder"


def tell_guests_changed(meeting: Meeting) -> None:
    """Tell guests what holds now of the meeting they were invited to; each version of it once."""
    with force_locale("nl"):
        subject = _("Veranderd: %(title)s, %(when)s", title=meeting.title, when=moment(meeting.starts_at))
        opening = _("Deze afspraak is veranderd. Dit geldt nu:")
        _post(meeting, CHANGED, Method.REQUEST, subject, [opening, what_when_where(meeting)])


def tell_guests_off(meeting: Meeting) -> None:
    """Tell guests that the meeting they were invited to is off."""
    why = meeting.cancelled_why
    with force_locale("nl"):
        subject = _("Gaat niet door: %(title)s, %(when)s", title=meeting.title, when=moment(meeting.starts_at))
        said = [_("Deze afspraak gaat niet door."), *([_("Waarom: %(why)s", why=why)] if why else [])]
        _post(meeting, OFF, Method.CANCEL, subject, [*said, what_when_where(meeting)])


def remind_guests(meeting: Meeting, known_by: datetime) -> None:
    """Remind guests of a meeting once for each time it is at; not who learned of that time after ``known_by``."""
    guests = guests_of(meeting)
    if not guests:
        return
    moved = db.session.scalar(select(func.max(MeetingMove.at)).where(MeetingMove.meeting_id == meeting.id))
    told = max(each for each in (guests[0].poll.closed_at, moved, meeting.created_at) if each)
    if told > known_by:
        return
    with force_locale("nl"):
        subject = _("Niet vergeten: %(title)s, %(when)s", title=meeting.title, when=moment(meeting.starts_at))
        _post(
            meeting, REMINDED, Method.REQUEST, subject, [what_when_where(meeting)], f"{meeting.starts_at:%Y%m%dT%H%M}"
        )


def _post(
    meeting: Meeting, cause: str, method: Method, subject: str, paragraphs: Sequence[str], version: str = ""
) -> None:
    about = {"cause": cause, "object": f"meeting/{meeting.uid}", "version": version or str(meeting.sequence)}
    said: dict[str, Any] = {**about, "subject": subject}
    mails = []
    for each in guests_of(meeting):
        address = each.address or ""
        told = calendar_for_guest(meeting, each.poll.organiser, Party(each.name, address), method)
        text = laid_out(each.name, paragraphs)
        mails.append(outbox.written(stand_in_for(address), address, text=text, calendar=told, **said))
    outbox.post_all(mails)
