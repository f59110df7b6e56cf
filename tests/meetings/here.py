"""Meetings for tests of sign-up and attendance, made straight in the tables."""

from datetime import timedelta

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingKind, MeetingState, Part
from lms.meetings.models import Attender, Meeting
from tests.factories.people import a_person


def a_meeting(here, *, begins=timedelta(days=3), lasts=timedelta(hours=2), kind=MeetingKind.TEAM, **more) -> Meeting:
    """Make a planned meeting of a neighbourhood that begins after a time."""
    starts = now() + begins
    values = {"title": "Teamoverleg", "state": MeetingState.PLANNED, **more}
    meeting = Meeting(
        kind=kind,
        neighbourhood_id=here.id if here else None,
        starts_at=starts,
        ends_at=starts + lasts,
        form_key=new_uid(24),
        **values,
    )
    db.session.add(meeting)
    db.session.commit()
    return meeting


def an_open_meeting(here, capacity=2, **more) -> Meeting:
    """Make a meeting that everybody can sign up for."""
    return a_meeting(here, open_to_all=True, capacity=capacity, **more)


def expected(meeting, *people, part=Part.EXPECTED, **more) -> list[Attender]:
    """Let people be in a meeting."""
    rows = []
    for person in people:
        meeting.last_in_line += 1
        row = Attender(meeting_id=meeting.id, person_id=person.id, number=meeting.last_in_line, part=part, **more)
        db.session.add(row)
        rows.append(row)
    db.session.commit()
    return rows


def some_people(count) -> list:
    """Make people with names in the order of the alphabet."""
    return [a_person(name=f"Persoon {number:02}") for number in range(1, count + 1)]


def names_by_part(meeting) -> dict[str, list[str]]:
    """Return who has a seat and who waits, by the number in line."""
    db.session.expire_all()
    rows = db.session.query(Attender, Person).join(Person, Person.id == Attender.person_id)
    found: dict[str, list[str]] = {}
    for row, person in rows.filter(Attender.meeting_id == meeting.id).order_by(Attender.number):
        found.setdefault(row.part.value, []).append(person.name)
    return found
