"""What people of the demo programme have planned, and what is behind them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import on_the_wall, today
from lms.kernel.db import db
from lms.kernel.working_days import add_working_days, is_working_day
from lms.meetings.commands.answers import answer
from lms.meetings.commands.attendance import record_attendance
from lms.meetings.commands.plans import Expected, Plan, cancel_meeting, plan_meeting
from lms.meetings.commands.sign_up import sign_up
from lms.meetings.enums import Answer, Attendance, MeetingKind, Mode
from lms.meetings.models import Meeting
from lms.meetings.policy import PLANNERS
from lms.meetings.queries.meeting import people_in
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.training.commands.live import name_module
from lms.training.queries import published_modules

ORIGIN = "demo"
PLACE = "Buurthuis De Wending, zaal 2"
ROUTE = "Bus 4, halte Plein. Daarna twee minuten lopen."
ACCESS = "Er is een lift en een ringleiding."
SEATS = 4
VIDEO = "https://video.example.org/oosterveld"


def meet(director: Person, key_person: Person) -> None:
    """Let a director have met the team, plan two team meetings, a training and an open evening, and call one off."""
    ids = places(director, NEIGHBOURHOOD, *PLANNERS)
    here = db.session.get(Neighbourhood, min(ids)) if ids else None
    if here is None:
        return
    for days in (-56, -28):
        _write_down_who_was_there(_plan(director, here, f"Teamoverleg {here.name}", days), director)
    soon = _plan(director, here, f"Teamoverleg {here.name}", 6, mode=Mode.HYBRID, video_url=VIDEO)
    answer(soon, key_person, Answer.REPLACED, replacement="Ria", origin=ORIGIN)
    off = _plan(director, here, "Wandeling door de wijk", 13)
    cancel_meeting(off, director, "Er wordt die dag aan de weg gewerkt.", origin=ORIGIN)
    training = {"kind": MeetingKind.TRAINING, "text": "We oefenen samen het gesprek over roken."}
    coming = _plan(director, here, f"Training {here.name}", 20, people=[Expected(key_person, here.id)], **training)
    name_module(coming, next(iter(published_modules(1)), None), by=director, origin=ORIGIN)
    _plan(director, here, f"Teamoverleg {here.name}", 34, draft=True)
    _open_evening(director, here, key_person)


def _open_evening(director: Person, here: Neighbourhood, key_person: Person) -> None:
    """Plan an evening for everybody with few seats: the key person is first in line."""
    evening = _plan(director, here, "Open avond: praten over roken", 27, people=[], open_to_all=True, capacity=SEATS)
    others = select(Person.id).where(Person.active, Person.id.not_in((director.id, key_person.id)))
    keen = db.session.scalars(others.order_by(Person.id).limit(SEATS)).all()
    for number in (*keen, key_person.id, director.id):
        person = person_by_id(number)
        if person is not None:
            sign_up(evening, person)


def _plan(director: Person, here: Neighbourhood, title: str, days: int, **more: Any) -> Meeting:
    starts = _at(days)
    people, draft = more.pop("people", None), more.pop("draft", False)
    values = {"kind": MeetingKind.TEAM, "place": PLACE, "route": ROUTE, "accessibility": ACCESS, **more}
    plan = Plan(title=title, starts_at=starts, ends_at=starts + timedelta(minutes=90), **values)
    key = f"demo{here.id}d{days + 1000}demodemo"
    return plan_meeting(plan, director, form_key=key, neighbourhood=here, people=people, draft=draft, origin=ORIGIN)


def _write_down_who_was_there(meeting: Meeting, director: Person) -> None:
    """Let all be there but the last by name, of whom nobody wrote anything down."""
    people = [each.person.uid for each in people_in(meeting)]
    record_attendance(meeting, dict.fromkeys(people[:-1], Attendance.HERE), by=director)


def _at(days: int) -> datetime:
    """Return half past one in the afternoon, so many days from now; a team meets on a working day."""
    return on_the_wall(working_day(today() + timedelta(days=days)), time(13, 30))


def working_day(day: date) -> date:
    """Return this day, or the first working day after it."""
    return day if is_working_day(day) else add_working_days(day, 1)
