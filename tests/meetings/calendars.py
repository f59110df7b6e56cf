"""Reading appointments with two programs that know nothing of each other, which must agree."""

from datetime import UTC

import vobject
from icalendar import Calendar
from sqlalchemy import select

from lms.kernel.db import db
from lms.kernel.outbox import Mail


def mails(*causes):
    """Return the mails about meetings in the order in which they were written."""
    statement = select(Mail).order_by(Mail.id)
    found = db.session.scalars(statement, execution_options={"populate_existing": True})
    return [mail for mail in found if not causes or mail.cause in causes]


def read(content):
    """Return what both programs read: the method, and of each appointment what matters."""
    text = content.decode() if isinstance(content, bytes) else content
    calendar = Calendar.from_ical(text)
    first = [_by_icalendar(event) for event in calendar.events]
    other = vobject.readOne(text)
    second = [_by_vobject(event) for event in getattr(other, "vevent_list", [])]
    assert first == second
    assert str(calendar["method"]) == other.method.value
    return other.method.value, first


def one(content):
    """Return the method and the one appointment of a mail."""
    method, events = read(content)
    (event,) = events
    return {"method": method, **event}


def _by_icalendar(event):
    return {
        "uid": str(event["uid"]),
        "sequence": int(event.get("sequence", -1)),
        "status": str(event.get("status", "")),
        "starts": event.decoded("dtstart").astimezone(UTC),
        "ends": event.decoded("dtend").astimezone(UTC),
        "title": str(event["summary"]),
        "where": str(event.get("location", "")),
        "text": str(event.get("description", "")),
        "organiser": str(event.get("organizer", "")),
        "attendee": str(event.get("attendee", "")),
    }


def _by_vobject(event):
    def value(name, default=""):
        return getattr(event, name).value if hasattr(event, name) else default

    return {
        "uid": value("uid"),
        "sequence": int(value("sequence", "-1")),
        "status": value("status"),
        "starts": value("dtstart").astimezone(UTC),
        "ends": value("dtend").astimezone(UTC),
        "title": value("summary"),
        "where": value("location"),
        "text": value("description"),
        "organiser": value("organizer"),
        "attendee": value("attendee"),
    }
