"""Circles, series and sessions for tests."""

from datetime import timedelta

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.circles.commands.circles import make_circle
from lms.circles.commands.members import add_member
from lms.circles.commands.series import Day, plan_series, publish_session
from lms.circles.enums import MemberRole
from lms.circles.models import Circle, CircleSession, Series
from lms.circles.queries.circles import open_membership
from lms.circles.queries.sessions import session_of_meeting
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.models import Meeting
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood, the_programme


def a_circle(name: str = "", *, capacity: int | None = None, by: Person | None = None) -> Circle:
    """Make a circle of the programme that is there."""
    by = by or a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf")
    name = name or f"Leerkring {new_uid(5)}"
    circle = make_circle(the_programme(), name, capacity=capacity, by=again(by), form_key=new_uid(24), origin="test")
    db.session.commit()
    return circle


def in_circle(circle: Circle, role=MemberRole.PARTICIPANT, person=None, *, name: str = "", place=None) -> Person:
    """Let somebody be in a circle; a participant comes for a neighbourhood of their own unless told."""
    person = person or a_person(None, name=name or "Samira Bennani")
    if role is MemberRole.PARTICIPANT:
        place = place or a_neighbourhood()
    coordinator = again(a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf"))
    add_member(circle, again(person), role, place, by=coordinator, origin="test")
    db.session.commit()
    return person


def a_facilitator(circle: Circle, name: str = "Ilse Zuiderveld") -> Person:
    """Let somebody facilitate a circle."""
    return in_circle(circle, MemberRole.FACILITATOR, name=name)


def a_day(days: float = 7, subject: str = "samen op weg", minutes: int = 180) -> Day:
    """Return a day for a session, some days from now."""
    begins = (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    return Day(subject, begins, begins + timedelta(minutes=minutes), place="Buurthuis De Wending")


def a_series(circle: Circle, *days: Day, by: Person, script: str = "gelijk-8", **more) -> Series:
    """Plan a series as drafts."""
    given = {"by": again(by), "form_key": new_uid(24), "origin": "test", **more}
    series = plan_series(circle, "Voorjaar 2027", days or (a_day(),), script=script, **given)
    db.session.commit()
    return series


def a_session(circle: Circle, day: Day | None = None, *, by: Person, published: bool = True, **more) -> CircleSession:
    """Plan a series of one session, and publish it unless told."""
    series = a_series(circle, day or a_day(), by=by, **more)
    session = sessions_in(series)[0]
    if published:
        publish_session(session, by=again(by), origin="test")
        db.session.commit()
    return session


def sessions_in(series: Series) -> list[CircleSession]:
    """Return the sessions of a series with their circle and meeting, by number."""
    found = db.session.query(CircleSession).filter_by(series_id=series.id).order_by(CircleSession.number)
    return [whole(each) for each in found]


def whole(session: CircleSession) -> CircleSession:
    """Read a session afresh, with what belongs to it."""
    return session_of_meeting(db.session.get_one(Meeting, session.meeting_id))


def membership(circle: Circle, person: Person):
    """Return somebody's open membership."""
    return open_membership(circle, person)


def again(person: Person) -> Person:
    """Read somebody afresh, with all rights."""
    number = person.id
    db.session.flush()
    db.session.expire(person)
    return person_by_id(number)
