"""A session that runs, with what people write there, for tests and for a demonstration."""

from datetime import date, timedelta

from lms.accounts.models import Person
from lms.circles.commands.agreements import agree
from lms.circles.commands.capture import Caught, capture
from lms.circles.commands.running import begin_session
from lms.circles.enums import Polarity
from lms.circles.models import CircleAgreement, CircleSession, Insight
from lms.circles.queries.agenda import themes_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from tests.factories.circles import again, whole


def begun(session: CircleSession, by: Person) -> CircleSession:
    """Begin a session."""
    begin_session(session, by=again(by), origin="test")
    db.session.commit()
    return whole(session)


def an_agreement(
    session: CircleSession,
    owner: Person,
    by: Person,
    title: str = "De stopcoach uitnodigen",
    due_on: date | None = None,
) -> CircleAgreement:
    """Agree at a running session that somebody does something."""
    given = {"session": session, "form_key": new_uid(24), "by": again(by)}
    made = agree(session.circle, title, owner.uid, due_on or today() + timedelta(days=14), **given)
    db.session.commit()
    return made


def an_insight(session: CircleSession, by: Person, statement: str = "Samen bellen werkt.", **more) -> Insight:
    """Catch something at a running session."""
    caught = Caught(more.pop("polarity", Polarity.WORKS), themes_of(session.circle)[0], statement, **more)
    made = capture(session, caught, client_key=new_uid(24), by=again(by))
    db.session.commit()
    return made
