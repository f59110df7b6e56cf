"""Telling people of a meeting: the invitation, a change, that it is off, and a reminder."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.kernel.db import db
from lms.meetings.models import Attender, Meeting
from lms.ui.formats import moment

INVITED, CHANGED, CANCELLED, RELEASED, REMINDED = (
    "meeting.invitation",
    "meeting.change",
    "meeting.cancellation",
    "meeting.release",
    "meeting.reminder",
)
CAUSES = (INVITED, CHANGED, CANCELLED, RELEASED, REMINDED)


def tell_invited(meeting: Meeting, attenders: Sequence[Attender]) -> None:
    """Invite people; each version of the invitation once."""
    title, starts = meeting.title, meeting.starts_at
    words = LazyString(lambda: _("Je bent uitgenodigd: %(title)s, %(when)s", title=title, when=moment(starts)))
    _tell(meeting, attenders, INVITED, words)


def tell_cancelled(meeting: Meeting, attenders: Sequence[Attender]) -> None:
    """Tell who was told of a meeting that it is off."""
    title, starts = meeting.title, meeting.starts_at
    words = LazyString(lambda: _("Gaat niet door: %(title)s, %(when)s", title=title, when=moment(starts)))
    _tell(meeting, [each for each in attenders if each.told is not None], CANCELLED, words)


def tell_released(meeting: Meeting, attender: Attender) -> None:
    """Tell somebody that they are no longer expected."""
    title, starts = meeting.title, meeting.starts_at
    words = LazyString(lambda: _("Je hoeft niet te komen: %(title)s, %(when)s", title=title, when=moment(starts)))
    _tell(meeting, [attender], RELEASED, words)


def _tell(meeting: Meeting, attenders: Sequence[Attender], cause: str, words: LazyString) -> None:
    if not attenders:
        return
    ids = [each.person_id for each in attenders]
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    thing, version = f"meeting/{meeting.uid}", str(meeting.sequence)
    notify_all(people, cause=cause, object=thing, version=version, text=words, url=f"/afspraken/{meeting.uid}")
    for each in attenders:
        each.told = meeting.sequence
    db.session.flush()
