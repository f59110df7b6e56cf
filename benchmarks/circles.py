"""What is measured of circles: the screens of a running session, and what they ask all the time."""

from flask import Flask

from benchmarks.product import address_of
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.circles.commands.running import begin_session
from lms.circles.enums import SessionState
from lms.circles.models import Circle, CircleSession
from lms.circles.queries.running import serial_of
from lms.circles.queries.sessions import sessions_of
from lms.kernel.db import db

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


def _session() -> tuple[CircleSession, Person]:
    facilitator = person_by_email(address_of("begeleider"))
    if facilitator is None:
        raise LookupError("begeleider")
    circle = db.session.query(Circle).filter_by(slug="leerkring-noord").one()
    found = sessions_of(circle, facilitator)
    return next(each for each in found if each.state in {SessionState.PLANNED, SessionState.RUNNING}), facilitator
