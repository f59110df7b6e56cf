"""What is measured of circles and meetings: a running session, what its screens ask all the time, and a calendar."""

from datetime import timedelta

from flask import Flask

from benchmarks.product import address_of
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.circles.commands.capture import Caught, capture
from lms.circles.commands.circles import make_circle
from lms.circles.commands.members import add_member, enrol
from lms.circles.commands.running import begin_session
from lms.circles.commands.series import Day, plan_series, publish_session
from lms.circles.enums import MemberRole, Polarity, SessionState
from lms.circles.models import Circle, CircleSession
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.running import serial_of
from lms.circles.queries.sessions import session_by_number, sessions_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.feeds import make_feed, token_of
from lms.meetings.commands.plans import Plan, plan_meeting
from lms.meetings.enums import MeetingKind
from lms.meetings.policy import PLANNERS
from lms.programme.models import Neighbourhood, Programme
from lms.programme.policy import NEIGHBOURHOOD, places

HERE = "/leerkringen/leerkring-noord"


def running(app: Flask) -> tuple[()]:
    """Let the session that comes begin, once."""
    with app.app_context():
        session, facilitator = _session()
        if session.state is SessionState.PLANNED:
            begin_session(session, by=facilitator, origin="bench")
            db.session.commit()
    return ()


def pages(app: Flask) -> dict[str, str]:
    """Return the pages of a session by name."""
    with app.app_context():
        number = _session()[0].number
    here = f"{HERE}/{number}"
    return {"bijeenkomst": here, "bijeenkomst, nu": f"{here}/nu", "bijeenkomst, stukken": f"{here}/nu/stukken"}


def asks(app: Flask) -> str:
    """Return the address with which a screen asks whether it is old, while nothing changed."""
    with app.app_context():
        session = _session()[0]
        return f"{HERE}/{session.number}/stand?na={serial_of(session)}"


def crowd(number: int) -> tuple[str, list[Person]]:
    """Let a session run with so many participants; return its address and who they are."""
    coordinator, facilitator = _account("coordinator"), _account("begeleider")
    homes = db.session.query(Neighbourhood).order_by(Neighbourhood.id).all()
    given = {"by": coordinator, "origin": "bench"}
    circle = make_circle(db.session.query(Programme).first(), "Grote kring", form_key=new_uid(24), **given)
    add_member(circle, facilitator, MemberRole.FACILITATOR, None, **given)
    people = [_participant(at) for at in range(number)]
    db.session.add_all(people)
    db.session.flush()
    for at, person in enumerate(people):
        enrol(circle, person, MemberRole.PARTICIPANT, homes[at % len(homes)], **given)
    db.session.commit()
    facilitator, begins = _account("begeleider"), now() + timedelta(hours=1)
    days = [Day("Samen op weg", begins, begins + timedelta(hours=3))]
    planned = {"script": "gelijk-8", "by": facilitator, "origin": "bench", "form_key": new_uid(24)}
    plan_series(circle, "Reeks", days, **planned)
    [session] = sessions_of(circle, facilitator)
    publish_session(session, by=facilitator, origin="bench")
    begin_session(session, by=facilitator, origin="bench")
    db.session.commit()
    people = [person_by_email(f"kring{at}@bench.example") for at in range(number)]
    return f"/leerkringen/{circle.slug}/{session.number}", [each for each in people if each]


def say_something(here: str, words: str) -> None:
    """Let the facilitator of a session catch something that everybody sees."""
    circle, number = here.split("/")[2:]
    facilitator = _account("begeleider")
    session = session_by_number(circle, int(number), facilitator)
    if session is None:
        raise LookupError(here)
    caught = Caught(Polarity.WORKS, themes_of(session.circle)[0], words)
    capture(session, caught, client_key=new_uid(24), by=facilitator)
    db.session.commit()


def open_meeting(capacity: int) -> str:
    """Plan a meeting that everybody can sign up for; return its address."""
    director, begins = _account("wijkregisseur"), now() + timedelta(days=3)
    here = db.session.get_one(Neighbourhood, min(places(director, NEIGHBOURHOOD, *PLANNERS)))
    plan = Plan(
        MeetingKind.TEAM, "Open avond", begins, begins + timedelta(hours=2), open_to_all=True, capacity=capacity
    )
    meeting = plan_meeting(plan, director, form_key=new_uid(24), neighbourhood=here, people=[])
    return f"/afspraken/{meeting.uid}"


def feed(app: Flask) -> str:
    """Return the address where the calendar of somebody fetches."""
    with app.app_context():
        made = make_feed(_account("wijkregisseur"), origin="bench")
        db.session.commit()
        return f"/agenda/{token_of(made)}.ics"


def _participant(at: int) -> Person:
    name, address = f"Deelnemer {at:03}", f"kring{at}@bench.example"
    return Person(name=name, email=address, accepted_at=now(), platform_roles=[], all_grants=[])


def _account(name: str) -> Person:
    person = person_by_email(address_of(name))
    if person is None:
        raise LookupError(name)
    return person


def _session() -> tuple[CircleSession, Person]:
    facilitator = _account("begeleider")
    circle = db.session.query(Circle).filter_by(slug="leerkring-noord").one()
    found = sessions_of(circle, facilitator)
    return next(each for each in found if each.state in {SessionState.PLANNED, SessionState.RUNNING}), facilitator
