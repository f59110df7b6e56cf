"""Appointments in the form that every calendar reads (iCalendar, RFC 5545) and acts on (iTIP, RFC 5546)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Method(StrEnum):
    """What a calendar is asked to do: to show, to put in or mend, or to take out."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Party:
    """Who invites or is invited: a name and a mail address."""

    name: str
    address: str


@dataclass(frozen=True)
class Appointment:
    """One appointment; times are aware. The same ``uid`` with a higher ``sequence`` replaces what somebody has.

    ``made`` is when this version was written: of the same sequence the latest counts.
    """

    uid: str
    starts: datetime
    ends: datetime
    title: str
    made: datetime
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int | None = None
    cancelled: bool = False
    organiser: Party | None = None
    attendee: Party | None = None


def calendar_file(
    *, uid: str, starts: datetime, minutes: int, title: str, text: str = "", url: str = "", made: datetime
) -> bytes:
    """Return a calendar with one appointment; the same ``uid`` replaces what somebody has. Times are aware."""
    ends = starts.astimezone(UTC) + timedelta(minutes=minutes)
    return calendar_of([Appointment(uid, starts, ends, title, made, text=text, url=url)])


def calendar_of(
    appointments: Sequence[Appointment], method: Method = Method.PUBLISH, *, name: str = "", hours: int = 0
) -> bytes:
    """Return a calendar; ``name`` is what programs call it, ``hours`` how often they may look for something new."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Kringwijs//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", _plain(name))
    if hours:
        calendar.add("refresh-interval", timedelta(hours=hours), parameters={"VALUE": "DURATION"})
    for each in appointments:
        calendar.add_component(_event(each))
    return calendar.to_ical(sorted=False)


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", _plain(appointment.uid))
    event.add("dtstamp", appointment.made.astimezone(UTC))
    event.add("dtstart", appointment.starts.astimezone(UTC))
    event.add("dtend", appointment.ends.astimezone(UTC))
    event.add("summary", _plain(appointment.title))
    for name, words in (("description", appointment.text), ("location", appointment.place)):
        if words:
            event.add(name, _plain(words))
    if appointment.url:
        event.add("url", appointment.url)
    if appointment.sequence is not None:
        event.add("sequence", appointment.sequence)
        event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    if appointment.organiser:
        event.add("organizer", _address(appointment.organiser), encode=False)
    if appointment.attendee:
        invited = _address(appointment.attendee)
        invited.params.update(ROLE=vText("REQ-PARTICIPANT"), PARTSTAT=vText("NEEDS-ACTION"), RSVP=vText("FALSE"))
        event.add("attendee", invited, encode=False)
    return event


def _address(party: Party) -> vCalAddress:
    """Return who, with a name that may stand in quotes (RFC 5545 section 3.2)."""
    address = vCalAddress(f"mailto:{party.address}")
    if name := " ".join(_plain(party.name).replace('"', "'").split()):
        address.params["CN"] = vText(name)
    return address


def _plain(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
